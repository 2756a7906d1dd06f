ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";--> statement-breakpoint
ALTER TABLE "users" RENAME COLUMN "team" TO "team_id";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_name_unique";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_team_teams_id_fk";
--> statement-breakpoint
DROP INDEX "users_name_index";--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "users_full_name_index" ON "users" USING btree ("full_name");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_full_name_unique" UNIQUE("full_name");