ALTER TYPE "public"."state" ADD VALUE 'new' BEFORE 'open';--> statement-breakpoint
ALTER TYPE "public"."state" ADD VALUE 'late' BEFORE 'done';--> statement-breakpoint
ALTER TYPE "public"."state" ADD VALUE 'gone';