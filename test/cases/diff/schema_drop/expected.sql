DROP VIEW "app"."recent";--> statement-breakpoint
DROP TABLE "app"."logs" CASCADE;--> statement-breakpoint
DROP TYPE "app"."level";--> statement-breakpoint
DROP SEQUENCE "app"."ticket";--> statement-breakpoint
DROP SCHEMA "app";
