ALTER TABLE "posts" DROP CONSTRAINT "posts_user_users_id_fk";
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";--> statement-breakpoint
ALTER TABLE "users" ADD PRIMARY KEY ("code");--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_user_users_code_fk" FOREIGN KEY ("user") REFERENCES "public"."users"("code") ON DELETE no action ON UPDATE no action;