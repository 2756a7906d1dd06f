ALTER TABLE "users" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "public"."users" SET SCHEMA "app";
--> statement-breakpoint
ALTER TABLE "posts" DROP CONSTRAINT "posts_user_users_id_fk";
--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_user_users_id_fk" FOREIGN KEY ("user") REFERENCES "app"."users"("id") ON DELETE no action ON UPDATE no action;