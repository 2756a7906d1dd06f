ALTER TABLE "users" ALTER COLUMN "a" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "a" SET DATA TYPE integer USING "a"::integer;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "a" SET DEFAULT 2;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DATA TYPE jsonb USING "b"::jsonb;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DEFAULT '{}'::jsonb;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "c" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "c" SET DATA TYPE uuid USING "c"::uuid;