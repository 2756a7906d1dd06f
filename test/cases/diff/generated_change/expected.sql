ALTER TABLE "users" DROP CONSTRAINT "twice_check";--> statement-breakpoint
DROP INDEX "twice_index";--> statement-breakpoint
ALTER TABLE "users" drop column "twice";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS ("age" * 3) STORED;--> statement-breakpoint
CREATE INDEX "twice_index" ON "users" USING btree ("twice");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "twice_check" CHECK ("users"."twice" > 0);