CREATE TYPE "public"."mood" AS ENUM('open', 'shut');--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE "public"."mood" USING "state"::text::"public"."mood";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open';