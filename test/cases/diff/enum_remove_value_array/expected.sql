DROP VIEW "public"."open";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "not_late";--> statement-breakpoint
DROP INDEX "by_state";--> statement-breakpoint
DROP POLICY "own" ON "users" CASCADE;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open'::text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "all" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "all" SET DEFAULT '{"open"}'::text;--> statement-breakpoint
DROP TYPE "public"."state";--> statement-breakpoint
CREATE TYPE "public"."state" AS ENUM('open', 'done');--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open'::"public"."state";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE "public"."state" USING "state"::"public"."state";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "all" SET DEFAULT '{"open"}'::"public"."state"[];--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "all" SET DATA TYPE "public"."state"[] USING "all"::"public"."state"[];--> statement-breakpoint
CREATE INDEX "by_state" ON "users" USING btree ("state") WHERE "users"."state" = 'open';--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "not_late" CHECK ("users"."state" <> 'done');--> statement-breakpoint
CREATE VIEW "public"."open" AS (select "id" from "users" where "state" = 'open');--> statement-breakpoint
CREATE POLICY "own" ON "users" AS PERMISSIVE FOR SELECT TO public USING ("users"."state" = 'open');