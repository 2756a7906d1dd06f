CREATE SEQUENCE "users_id_seq" AS integer OWNED BY "users"."id";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "id" SET DEFAULT nextval('"users_id_seq"'::regclass);--> statement-breakpoint
SELECT setval('"users_id_seq"', max("id")) FROM "users" WHERE "id" >= 1;