ALTER TABLE "users" ALTER COLUMN "s" SET DATA TYPE text;--> statement-breakpoint
DROP TYPE "public"."state";--> statement-breakpoint
CREATE TABLE "state" (
	"id" integer PRIMARY KEY NOT NULL
);
