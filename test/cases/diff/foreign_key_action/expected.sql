ALTER TABLE "users" DROP CONSTRAINT "users_team_teams_id_fk";
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_teams_id_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("id") ON DELETE restrict ON UPDATE no action;