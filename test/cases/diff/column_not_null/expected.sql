ALTER TABLE "users" ALTER COLUMN "a" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" DROP NOT NULL;