DROP INDEX "a";--> statement-breakpoint
DROP INDEX "b";--> statement-breakpoint
DROP INDEX "c";--> statement-breakpoint
CREATE INDEX "a" ON "users" USING hash ("age");--> statement-breakpoint
CREATE INDEX "b" ON "users" USING btree ("b") WHERE "users"."b" > 1;--> statement-breakpoint
CREATE UNIQUE INDEX "c" ON "users" USING btree ("age" DESC NULLS LAST,"b");