DROP VIEW "public"."grown";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "age" SET DATA TYPE bigint;--> statement-breakpoint
CREATE VIEW "public"."grown" AS (select "id" from "users" where "age" > 17);