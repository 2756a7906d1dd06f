ALTER TABLE "users" ADD CONSTRAINT "users_a_unique" UNIQUE("a");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "pair" UNIQUE("a","b");