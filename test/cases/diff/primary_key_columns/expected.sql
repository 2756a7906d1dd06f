ALTER TABLE "p" DROP CONSTRAINT "p_a_b_pk";--> statement-breakpoint
ALTER TABLE "p" ALTER COLUMN "b" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "p" ADD COLUMN "c" integer;--> statement-breakpoint
ALTER TABLE "p" ADD CONSTRAINT "p_a_c_pk" PRIMARY KEY("a","c");