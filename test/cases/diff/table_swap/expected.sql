ALTER TABLE "a" ADD COLUMN "y" text;--> statement-breakpoint
ALTER TABLE "b" ADD COLUMN "x" text;--> statement-breakpoint
ALTER TABLE "a" DROP COLUMN "x";--> statement-breakpoint
ALTER TABLE "b" DROP COLUMN "y";