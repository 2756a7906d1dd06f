ALTER TABLE "users" DROP CONSTRAINT "users_name_unique";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "named";--> statement-breakpoint
DROP INDEX "users_name_index";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "name";