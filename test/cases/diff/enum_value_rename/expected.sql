ALTER TYPE "public"."mood" RENAME VALUE 'glad' TO 'happy';--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "cheerful";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'happy';--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "cheerful" CHECK ("users"."mood" = 'happy');