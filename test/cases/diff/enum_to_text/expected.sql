ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open';--> statement-breakpoint
DROP TYPE "public"."state";