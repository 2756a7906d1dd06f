DROP VIEW "public"."grown";--> statement-breakpoint
CREATE VIEW "public"."grown" AS (select "id" from "users" where "age" > 20);