ALTER TABLE "users" DROP CONSTRAINT "users_team_teams_id_fk";
