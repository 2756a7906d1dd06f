DROP POLICY "own" ON "users" CASCADE;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "owner" SET DATA TYPE varchar(9);--> statement-breakpoint
CREATE POLICY "own" ON "users" AS PERMISSIVE FOR ALL TO public USING ("users"."owner" is not null);