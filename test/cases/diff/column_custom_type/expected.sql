ALTER TABLE "users" ALTER COLUMN "a" SET DEFAULT 'abc';--> statement-breakpoint
ALTER TABLE "users" drop column "b";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "b" varchar(7) GENERATED ALWAYS AS ('x' || 'y') STORED;