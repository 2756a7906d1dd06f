ALTER POLICY "own" ON "users" RENAME TO "mine";--> statement-breakpoint
ALTER POLICY "mine" ON "users" TO public USING (false);