ALTER INDEX "app"."total_index" RENAME TO "app_total_index_sluice_swap";--> statement-breakpoint
ALTER TABLE "public"."posts" SET SCHEMA "app";
--> statement-breakpoint
ALTER TABLE "app"."orders" RENAME TO "app_orders_sluice_swap";--> statement-breakpoint
ALTER TABLE "app"."app_orders_sluice_swap" SET SCHEMA "public";
--> statement-breakpoint
ALTER TABLE "public"."app_orders_sluice_swap" RENAME TO "posts";--> statement-breakpoint
ALTER TABLE "app"."posts" RENAME TO "orders";--> statement-breakpoint
ALTER INDEX "public"."app_total_index_sluice_swap" RENAME TO "total_index";--> statement-breakpoint
ALTER INDEX IF EXISTS "orders_pkey" RENAME TO "posts_pkey";--> statement-breakpoint
ALTER INDEX IF EXISTS "app"."posts_pkey" RENAME TO "orders_pkey";