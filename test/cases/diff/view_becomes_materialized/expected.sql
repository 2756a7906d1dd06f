DROP VIEW "public"."grown";--> statement-breakpoint
CREATE MATERIALIZED VIEW "public"."grown" AS (select "id" from "users" where "age" > 17);