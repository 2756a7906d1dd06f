ALTER SCHEMA "app" RENAME TO "core";
--> statement-breakpoint
ALTER TABLE "notes" DROP CONSTRAINT "notes_log_logs_id_fk";
--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_log_logs_id_fk" FOREIGN KEY ("log") REFERENCES "core"."logs"("id") ON DELETE no action ON UPDATE no action;