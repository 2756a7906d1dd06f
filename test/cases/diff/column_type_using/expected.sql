ALTER TABLE "users" ALTER COLUMN "a" SET DATA TYPE jsonb USING "a"::jsonb;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "b" SET DATA TYPE uuid USING "b"::uuid;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "c" SET DATA TYPE integer USING "c"::integer;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "d" SET DATA TYPE boolean USING "d"::boolean;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "e" SET DATA TYPE text[] USING "e"::text[];--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "f" SET DATA TYPE date USING "f"::date;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "g" SET DATA TYPE boolean USING "g"::boolean;