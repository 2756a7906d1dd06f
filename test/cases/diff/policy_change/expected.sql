DROP POLICY "own" ON "users" CASCADE;--> statement-breakpoint
DROP POLICY "write" ON "users" CASCADE;--> statement-breakpoint
CREATE POLICY "own" ON "users" AS PERMISSIVE FOR ALL TO public USING ("users"."owner" = current_user);--> statement-breakpoint
CREATE POLICY "write" ON "users" AS PERMISSIVE FOR UPDATE TO public USING (false);