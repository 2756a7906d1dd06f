CREATE INDEX "a" ON "users" USING btree ("age" DESC NULLS LAST,"name" NULLS FIRST);--> statement-breakpoint
CREATE INDEX "b" ON "users" USING hash ("name");--> statement-breakpoint
CREATE INDEX "c" ON "users" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "d" ON "users" USING gist ("at" inet_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "e" ON "users" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "f" ON "users" USING btree ("name" text_pattern_ops) WHERE "users"."age" > 3;--> statement-breakpoint
CREATE INDEX "g" ON "users" USING btree ("age") WITH (fillfactor=70);