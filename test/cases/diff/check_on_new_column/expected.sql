ALTER TABLE "users" ADD COLUMN "age" integer;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "adult" CHECK ("users"."age" > 17);