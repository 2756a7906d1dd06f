ALTER TABLE "public"."users" SET SCHEMA "app";
--> statement-breakpoint
ALTER TABLE "app"."users" RENAME TO "people";--> statement-breakpoint
ALTER INDEX IF EXISTS "app"."users_pkey" RENAME TO "people_pkey";--> statement-breakpoint
ALTER SEQUENCE IF EXISTS "app"."users_id_seq" RENAME TO "people_id_seq";--> statement-breakpoint
ALTER TABLE "posts" RENAME CONSTRAINT "posts_user_users_id_fk" TO "posts_user_people_id_fk";--> statement-breakpoint
ALTER INDEX "app"."users_name_unique" RENAME TO "people_name_unique";