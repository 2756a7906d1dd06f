ALTER MATERIALIZED VIEW "public"."grown" SET (autovacuum_enabled = false);--> statement-breakpoint
ALTER MATERIALIZED VIEW "public"."grown" RESET (parallel_workers);--> statement-breakpoint
ALTER MATERIALIZED VIEW "public"."grown" SET (fillfactor = 60);