DROP INDEX "taken";--> statement-breakpoint
CREATE TABLE "taken" (
	"id" integer PRIMARY KEY NOT NULL
);
