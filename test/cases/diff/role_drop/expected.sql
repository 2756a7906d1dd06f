ALTER TABLE "users" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP POLICY "own" ON "users" CASCADE;--> statement-breakpoint
DROP ROLE "fuzz_admin";