ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open'::text;--> statement-breakpoint
DROP TYPE "public"."state";--> statement-breakpoint
CREATE TYPE "public"."state" AS ENUM('open', 'done');--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'open'::"public"."state";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "state" SET DATA TYPE "public"."state" USING "state"::"public"."state";--> statement-breakpoint
CREATE TABLE "orders" (
	"id" integer PRIMARY KEY NOT NULL,
	"state" "state" DEFAULT 'done'
);
