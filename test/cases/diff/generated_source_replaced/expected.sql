DROP INDEX "twice_index";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "twice";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "number" integer PRIMARY KEY NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS ("number" * 2) STORED;--> statement-breakpoint
CREATE INDEX "twice_index" ON "users" USING btree ("twice");