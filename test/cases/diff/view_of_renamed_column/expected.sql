DROP VIEW "public"."grown";--> statement-breakpoint
ALTER TABLE "users" RENAME COLUMN "age" TO "years";--> statement-breakpoint
CREATE VIEW "public"."grown" AS (select "id" from "users" where "years" > 17);