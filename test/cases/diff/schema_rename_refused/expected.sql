CREATE SCHEMA "core";
--> statement-breakpoint
CREATE TYPE "core"."level" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TABLE "core"."logs" (
	"id" integer PRIMARY KEY NOT NULL,
	"level" "core"."level" DEFAULT 'low'
);
--> statement-breakpoint
ALTER TABLE "app"."logs" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "app"."logs" CASCADE;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_log_logs_id_fk" FOREIGN KEY ("log") REFERENCES "core"."logs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
DROP TYPE "app"."level";--> statement-breakpoint
DROP SCHEMA "app";
