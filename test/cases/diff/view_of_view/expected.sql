CREATE VIEW "public"."grown" AS (select "id" from "users" where "age" > 17);--> statement-breakpoint
CREATE VIEW "public"."again" AS (select "id" from "grown");