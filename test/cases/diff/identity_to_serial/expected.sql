ALTER SEQUENCE "users_id_seq" RENAME TO "users_id_seq_old";--> statement-breakpoint
CREATE SEQUENCE "users_id_seq" AS integer;--> statement-breakpoint
SELECT setval('"users_id_seq"', greatest(last_value, 1, (SELECT max("id") FROM "users")), is_called OR EXISTS (SELECT FROM "users")) FROM "users_id_seq_old";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
ALTER SEQUENCE "users_id_seq" OWNED BY "users"."id";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "id" SET DEFAULT nextval('"users_id_seq"'::regclass);