ALTER TABLE "items" RENAME TO "things";--> statement-breakpoint
ALTER INDEX IF EXISTS "items_pkey" RENAME TO "things_pkey";--> statement-breakpoint
ALTER SEQUENCE IF EXISTS "items_id_seq" RENAME TO "things_id_seq";--> statement-breakpoint
ALTER SEQUENCE IF EXISTS "items_rank_seq" RENAME TO "things_rank_seq";--> statement-breakpoint
ALTER TABLE "things" RENAME CONSTRAINT "items_code_unique" TO "things_code_unique";--> statement-breakpoint
ALTER INDEX "items_owner_index" RENAME TO "things_owner_index";--> statement-breakpoint
ALTER TABLE "things" RENAME CONSTRAINT "items_owner_owners_id_fk" TO "things_owner_owners_id_fk";--> statement-breakpoint
ALTER TABLE "parts" RENAME CONSTRAINT "parts_item_items_id_fk" TO "parts_item_things_id_fk";