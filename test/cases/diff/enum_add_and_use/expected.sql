ALTER TYPE "public"."state" ADD VALUE 'late';
-- the next migration
ALTER TABLE "users" ALTER COLUMN "state" SET DEFAULT 'late';