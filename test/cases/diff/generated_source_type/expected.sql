ALTER TABLE "users" DROP COLUMN "twice";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "age" SET DATA TYPE smallint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS ("age" * 2) STORED;