ALTER TABLE "users" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP POLICY "own" ON "users" CASCADE;--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "owner";