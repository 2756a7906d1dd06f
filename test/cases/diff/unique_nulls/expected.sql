ALTER TABLE "users" DROP CONSTRAINT "pair";--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "pair" UNIQUE NULLS NOT DISTINCT("a","b");