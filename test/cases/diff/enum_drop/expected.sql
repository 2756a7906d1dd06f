ALTER TABLE "users" DROP COLUMN "state";--> statement-breakpoint
DROP TYPE "public"."state";