/** The tables, as `migrations/` makes them. `position` counts up as rows come: lists are paged by it. */
import type { Decision, ProjectSettings, Session } from "@wristprint/api";
import { bigint, doublePrecision, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { bytea, float32s } from "./column-types.js";
import type { StoredSummary } from "./session-summary.js";
import type { WebhookEvent } from "./store.js";

const id = () => uuid("id").primaryKey().defaultRandom();
const position = () => bigint("position", { mode: "number" }).generatedAlwaysAsIdentity();
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const project = () => uuid("project_id").notNull();
const session = () => uuid("session_id").notNull();
const uint32 = (name: string) => bigint(name, { mode: "number" }).notNull();
const model = { modelName: text("model_name").notNull(), modelVersion: text("model_version").notNull() };

/** What the server keeps for itself, by name: the console's password, secrets. */
export const serverValues = pgTable("server_values", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});

export const logins = pgTable("logins", {
  tokenHash: text("token_hash").primaryKey(),
  expiresAt: time("expires_at").notNull(),
});

export const projects = pgTable("projects", {
  id: id(),
  position: position(),
  name: text("name").notNull(),
  settings: jsonb("settings").$type<ProjectSettings>().notNull(),
  createdAt: time("created_at").notNull(),
});

export const apiKeys = pgTable("api_keys", {
  id: id(),
  position: position(),
  project: project(),
  name: text("name").notNull(),
  start: text("start").notNull(),
  hash: text("hash").notNull(),
  createdAt: time("created_at").notNull(),
  lastUsedAt: time("last_used_at"),
  revokedAt: time("revoked_at"),
});

export const subjects = pgTable("subjects", {
  id: id(),
  position: position(),
  project: project(),
  name: text("name").notNull(),
  createdAt: time("created_at").notNull(),
});

export const sessions = pgTable("sessions", {
  id: id(),
  position: position(),
  project: project(),
  subject: uuid("subject_id"),
  label: text("label"),
  purpose: text("purpose").$type<Session["purpose"]>().notNull(),
  createdAt: time("created_at").notNull(),
  endedAt: time("ended_at"),
  summary: jsonb("summary").$type<StoredSummary>(),
});

export const enrolments = pgTable("enrolments", {
  id: id(),
  position: position(),
  subject: uuid("subject_id").notNull(),
  session: uuid("session_id"),
  ...model,
  blocks: integer("blocks").notNull(),
  mean: float32s("mean").notNull(),
  createdAt: time("created_at").notNull(),
});

export const batches = pgTable("batches", {
  position: position(),
  session: session(),
  recording: uint32("recording"),
  sequence: uint32("sequence"),
  bytes: bytea("bytes").notNull(),
  receivedAt: time("received_at").notNull(),
});

export const blocks = pgTable("blocks", {
  position: position(),
  session: session(),
  recording: uint32("recording"),
  index: integer("index").notNull(),
  startMs: doublePrecision("start_ms").notNull(),
  endMs: doublePrecision("end_ms").notNull(),
  signature: float32s("signature").notNull(),
  ...model,
});

/** Movements of a session that ended, all in one: see `../live/tracks/track-bytes.ts`. */
export const sessionTracks = pgTable("session_tracks", {
  session: uuid("session_id").primaryKey(),
  position: position(),
  bytes: bytea("bytes").notNull(),
});

export const decisions = pgTable("decisions", {
  id: uuid("id").primaryKey(),
  position: position(),
  session: session(),
  kind: text("kind").$type<Decision["kind"]>().notNull(),
  body: jsonb("body").$type<Decision>().notNull(),
});

export const webhooks = pgTable("webhooks", {
  id: id(),
  position: position(),
  project: project(),
  url: text("url").notNull(),
  events: jsonb("events").$type<readonly WebhookEvent[]>().notNull(),
  secret: text("secret").notNull(),
  createdAt: time("created_at").notNull(),
  lastDeliveredAt: time("last_delivered_at"),
  lastFailure: text("last_failure"),
});

/** Those that wait; what was delivered or given up is removed. */
export const webhookDeliveries = pgTable("webhook_deliveries", {
  id: uuid("id").primaryKey(),
  position: position(),
  webhook: uuid("webhook_id").notNull(),
  /** The session that the body is about, with which it goes. */
  session: uuid("session_id"),
  body: text("body").notNull(),
  tries: integer("tries").notNull().default(0),
  nextAt: time("next_at").notNull(),
});

export const auditEntries = pgTable("audit_entries", {
  id: id(),
  position: position(),
  project: project(),
  at: time("at").notNull(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  target: text("target").notNull(),
});
