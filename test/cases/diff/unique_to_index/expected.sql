ALTER TABLE "users" DROP CONSTRAINT "pair";--> statement-breakpoint
CREATE UNIQUE INDEX "pair" ON "users" USING btree ("a","b");