ALTER TABLE "users" RENAME TO "people";--> statement-breakpoint
ALTER INDEX IF EXISTS "users_pkey" RENAME TO "people_pkey";--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "id" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "name" SET DEFAULT 'x';--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mail" text;