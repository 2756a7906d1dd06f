ALTER TABLE "users" RENAME TO "people";--> statement-breakpoint
ALTER TABLE "people" RENAME COLUMN "name" TO "full_name";--> statement-breakpoint
ALTER INDEX IF EXISTS "users_pkey" RENAME TO "people_pkey";