ALTER TABLE "teams" ALTER COLUMN "id" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "team" SET DATA TYPE bigint;