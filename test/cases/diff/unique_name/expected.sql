ALTER TABLE "users" DROP CONSTRAINT "pair";--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "couple" UNIQUE("a","b");