# A project's migrator: sluice's image with the project's migrations in it. Build it where the folder is:
#   docker build -f migrate.Dockerfile -t app-migrate .
ARG SLUICE=sluice:latest
FROM ${SLUICE}
COPY drizzle /app/drizzle
# Only where it sets another ledger or folder; it is evaluated without Node.
# COPY drizzle.config.ts /app/
