ALTER TABLE "users" ALTER COLUMN "id" DROP DEFAULT;--> statement-breakpoint
ALTER SEQUENCE "users_id_seq" RENAME TO "users_id_seq_old";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1);--> statement-breakpoint
SELECT setval('"users_id_seq"', greatest(last_value, 1, (SELECT max("id") FROM "users")), is_called OR EXISTS (SELECT FROM "users")) FROM "users_id_seq_old";--> statement-breakpoint
DROP SEQUENCE "users_id_seq_old";