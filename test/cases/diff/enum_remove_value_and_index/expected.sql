DROP INDEX "users_open";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE text;--> statement-breakpoint
DROP TYPE "public"."state";--> statement-breakpoint
CREATE TYPE "public"."state" AS ENUM('open', 'done');--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE "public"."state" USING "state"::"public"."state";