CREATE TABLE "server_values" (
	"name" text PRIMARY KEY,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"token_hash" text PRIMARY KEY,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"project_id" uuid NOT NULL REFERENCES "projects" ("id") ON DELETE CASCADE,
	"name" text NOT NULL,
	"start" text NOT NULL,
	"hash" text NOT NULL UNIQUE,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "api_keys_of_project" ON "api_keys" ("project_id", "position");
--> statement-breakpoint
CREATE TABLE "subjects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"project_id" uuid NOT NULL REFERENCES "projects" ("id") ON DELETE CASCADE,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	UNIQUE ("project_id", "name")
);
--> statement-breakpoint
CREATE INDEX "subjects_of_project" ON "subjects" ("project_id", "position");
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"project_id" uuid NOT NULL REFERENCES "projects" ("id") ON DELETE CASCADE,
	"subject_id" uuid REFERENCES "subjects" ("id") ON DELETE CASCADE,
	"label" text,
	"purpose" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"summary" jsonb
);
--> statement-breakpoint
CREATE INDEX "sessions_of_project" ON "sessions" ("project_id", "position");
--> statement-breakpoint
CREATE INDEX "sessions_of_subject" ON "sessions" ("subject_id");
--> statement-breakpoint
CREATE INDEX "sessions_unended" ON "sessions" ("position") WHERE "ended_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "sessions_by_end" ON "sessions" ("ended_at");
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"subject_id" uuid NOT NULL REFERENCES "subjects" ("id") ON DELETE CASCADE,
	"session_id" uuid REFERENCES "sessions" ("id") ON DELETE SET NULL,
	"model_name" text NOT NULL,
	"model_version" text NOT NULL,
	"blocks" integer NOT NULL,
	"mean" bytea NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	UNIQUE ("subject_id", "session_id")
);
--> statement-breakpoint
CREATE INDEX "enrolments_of_session" ON "enrolments" ("session_id");
--> statement-breakpoint
CREATE TABLE "batches" (
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"session_id" uuid NOT NULL REFERENCES "sessions" ("id") ON DELETE CASCADE,
	"recording" bigint NOT NULL,
	"sequence" bigint NOT NULL,
	"bytes" bytea NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	PRIMARY KEY ("session_id", "recording", "sequence")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"session_id" uuid NOT NULL REFERENCES "sessions" ("id") ON DELETE CASCADE,
	"recording" bigint NOT NULL,
	"index" integer NOT NULL,
	"start_ms" double precision NOT NULL,
	"end_ms" double precision NOT NULL,
	"signature" bytea NOT NULL,
	"model_name" text NOT NULL,
	"model_version" text NOT NULL,
	PRIMARY KEY ("session_id", "recording", "index")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY,
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"session_id" uuid NOT NULL REFERENCES "sessions" ("id") ON DELETE CASCADE,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "decisions_of_session" ON "decisions" ("session_id", "position");
--> statement-breakpoint
CREATE INDEX "decisions_latest" ON "decisions" ("session_id", "kind", "position" DESC);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"project_id" uuid NOT NULL REFERENCES "projects" ("id") ON DELETE CASCADE,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_delivered_at" timestamp (3) with time zone,
	"last_failure" text
);
--> statement-breakpoint
CREATE INDEX "webhooks_of_project" ON "webhooks" ("project_id", "position");
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY,
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"webhook_id" uuid NOT NULL REFERENCES "webhooks" ("id") ON DELETE CASCADE,
	"session_id" uuid REFERENCES "sessions" ("id") ON DELETE CASCADE,
	"body" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" ("next_at", "position");
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_webhook" ON "webhook_deliveries" ("webhook_id");
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_session" ON "webhook_deliveries" ("session_id");
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"position" bigint GENERATED ALWAYS AS IDENTITY,
	"project_id" uuid NOT NULL REFERENCES "projects" ("id") ON DELETE CASCADE,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_entries_of_project" ON "audit_entries" ("project_id", "position");
