CREATE TYPE "public"."state" AS ENUM('open', 'done');--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "state" "state" DEFAULT 'open';