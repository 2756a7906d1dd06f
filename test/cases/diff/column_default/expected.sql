ALTER TABLE "users" ALTER COLUMN "a" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DEFAULT 3;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "c" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "d" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "e" SET DEFAULT 'it''s';