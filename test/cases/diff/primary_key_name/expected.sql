ALTER TABLE "p" DROP CONSTRAINT "p_a_b_pk";--> statement-breakpoint
ALTER TABLE "p" ADD CONSTRAINT "own" PRIMARY KEY("a","b");