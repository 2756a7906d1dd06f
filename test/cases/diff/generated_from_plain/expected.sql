DROP INDEX "twice_index";--> statement-breakpoint
ALTER TABLE "users" drop column "twice";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS ("age" * 2) STORED;--> statement-breakpoint
CREATE INDEX "twice_index" ON "users" USING btree ("twice");