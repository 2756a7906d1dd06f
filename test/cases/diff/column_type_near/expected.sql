ALTER TABLE "users" ALTER COLUMN "a" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "c" SET DATA TYPE timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "d" SET DATA TYPE smallint;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "d" SET DEFAULT 2;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "e" SET DATA TYPE jsonb;