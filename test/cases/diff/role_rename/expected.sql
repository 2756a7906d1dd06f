ALTER ROLE "fuzz_admin" RENAME TO "fuzz_owner";--> statement-breakpoint
ALTER POLICY "own" ON "users" TO fuzz_owner;