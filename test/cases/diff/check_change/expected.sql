ALTER TABLE "users" DROP CONSTRAINT "adult";--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "adult" CHECK ("users"."age" > 20);