CREATE TABLE "session_tracks" (
	"session_id" uuid PRIMARY KEY REFERENCES "sessions" ("id") ON DELETE CASCADE,
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"bytes" bytea NOT NULL
);
--> statement-breakpoint
CREATE INDEX "decisions_by_match" ON "decisions" (("body" -> 'match' ->> 'session')) WHERE "kind" = 'replay';
--> statement-breakpoint
UPDATE "projects" SET "settings" = "settings" || jsonb_build_object('findReplays', "settings" -> 'keepEvents');
