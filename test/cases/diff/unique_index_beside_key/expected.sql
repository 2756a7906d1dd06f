ALTER TABLE "note" RENAME COLUMN "id" TO "number";--> statement-breakpoint
ALTER TABLE "note" DROP CONSTRAINT "note_parent_note_id_fk";
--> statement-breakpoint
DROP INDEX "note_id_index";--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_parent_note_number_fk" FOREIGN KEY ("parent") REFERENCES "public"."note"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "note_number_index" ON "note" USING btree ("number");