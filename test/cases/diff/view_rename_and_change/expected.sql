DROP VIEW "public"."grown";--> statement-breakpoint
CREATE VIEW "public"."adults" AS (select "id" from "users" where "age" > 20);