ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "adult";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_team_teams_id_fk";
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "kind" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "kind" SET DEFAULT 'c'::text;--> statement-breakpoint
DROP TYPE "public"."kind";--> statement-breakpoint
CREATE TYPE "public"."kind" AS ENUM('a', 'c');--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "kind" SET DEFAULT 'c'::"public"."kind";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "kind" SET DATA TYPE "public"."kind" USING "kind"::"public"."kind";--> statement-breakpoint
DROP INDEX "by_kind";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "team" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "age" SET DATA TYPE bigint;--> statement-breakpoint
CREATE INDEX "by_kind" ON "users" USING btree ("kind","age");--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_code_unique" UNIQUE("code");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_teams_code_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "adult" CHECK ("users"."age" > 20);--> statement-breakpoint
CREATE VIEW "public"."grown" AS (select "id" from "users" where "age" > 17);--> statement-breakpoint
CREATE POLICY "own" ON "users" AS PERMISSIVE FOR ALL TO public USING ("users"."age" > 1);