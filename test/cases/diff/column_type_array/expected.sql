ALTER TABLE "users" ALTER COLUMN "a" SET DATA TYPE text[] USING "a"::text[];--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DATA TYPE text;