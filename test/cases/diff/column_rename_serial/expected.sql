ALTER TABLE "users" RENAME COLUMN "id" TO "number";--> statement-breakpoint
ALTER TABLE "users" RENAME COLUMN "rank" TO "position";--> statement-breakpoint
ALTER SEQUENCE IF EXISTS "users_id_seq" RENAME TO "users_number_seq";--> statement-breakpoint
ALTER SEQUENCE IF EXISTS "users_rank_seq" RENAME TO "users_position_seq";