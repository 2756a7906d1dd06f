DROP VIEW "public"."grown";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "age";--> statement-breakpoint
CREATE VIEW "public"."grown" AS (select "id" from "users");