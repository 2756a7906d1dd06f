DROP INDEX "a";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "name" SET DATA TYPE integer USING "name"::integer;--> statement-breakpoint
CREATE INDEX "b" ON "users" USING btree ("name");