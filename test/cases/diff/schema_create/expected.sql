CREATE SCHEMA "app";
--> statement-breakpoint
CREATE TABLE "app"."logs" (
	"id" integer PRIMARY KEY NOT NULL
);
