ALTER SCHEMA "app" RENAME TO "app_sluice_swap";
--> statement-breakpoint
ALTER SCHEMA "core" RENAME TO "app";
--> statement-breakpoint
DROP TABLE "app_sluice_swap"."logs" CASCADE;--> statement-breakpoint
ALTER TABLE "app_sluice_swap"."users" SET SCHEMA "public";
--> statement-breakpoint
DROP SCHEMA "app_sluice_swap";
