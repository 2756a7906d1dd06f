ALTER TABLE "users" DROP CONSTRAINT "users_a_unique";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "pair";