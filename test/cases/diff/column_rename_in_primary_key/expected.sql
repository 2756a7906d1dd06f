ALTER TABLE "p" RENAME COLUMN "a" TO "c";--> statement-breakpoint
ALTER TABLE "p" DROP CONSTRAINT "p_a_b_pk";--> statement-breakpoint
ALTER TABLE "p" ADD CONSTRAINT "p_c_b_pk" PRIMARY KEY("c","b");