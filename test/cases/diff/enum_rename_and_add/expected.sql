ALTER TYPE "public"."state" RENAME TO "status";--> statement-breakpoint
ALTER TYPE "public"."status" ADD VALUE 'late';