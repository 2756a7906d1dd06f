CREATE TABLE "things" (
	"id" serial PRIMARY KEY NOT NULL,
	"code" text,
	"owner" integer,
	"rank" integer GENERATED ALWAYS AS IDENTITY (sequence name "things_rank_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	CONSTRAINT "things_code_unique" UNIQUE("code"),
	CONSTRAINT "positive" CHECK ("things"."rank" > 0)
);
--> statement-breakpoint
ALTER TABLE "items" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "items" CASCADE;--> statement-breakpoint
ALTER TABLE "things" ADD CONSTRAINT "things_owner_owners_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."owners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "things_owner_index" ON "things" USING btree ("owner");--> statement-breakpoint
ALTER TABLE "parts" ADD CONSTRAINT "parts_item_things_id_fk" FOREIGN KEY ("item") REFERENCES "public"."things"("id") ON DELETE no action ON UPDATE no action;