DROP TABLE "items" CASCADE;--> statement-breakpoint
DROP TYPE "public"."kind";