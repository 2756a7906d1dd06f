ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "own" ON "users" AS PERMISSIVE FOR SELECT TO public USING ("users"."owner" = current_user);--> statement-breakpoint
CREATE POLICY "write" ON "users" AS RESTRICTIVE FOR UPDATE TO public USING (true) WITH CHECK ("users"."owner" <> '');