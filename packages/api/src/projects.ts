/** Projects: each has its own people, sessions, keys and rules. */
import { z } from "zod";
import { fmr, id, name, timestamp } from "./values.js";

/** An origin as browsers send it: scheme, host and port, nothing behind. */
export const origin = z
  .string()
  .max(255)
  .regex(/^https?:\/\/[a-z0-9.[\]:-]+$/, "an origin such as https://example.com expected");

export const projectSettings = z.strictObject({
  /** What decisions are set for, where a call names no rate of its own. */
  fmr,
  /** Days after its end until a session and all that belongs to it is erased; enrolments stay until erased. */
  retentionDays: z.int().min(1).max(3650),
  /** Whether pointer events are kept after a session ended; otherwise signatures and decisions alone are. */
  keepEvents: z.boolean(),
  /**
   * Whether a session's movements are compared with those of earlier sessions, to find replays of them. For that they
   * are kept for as long as the session, also where `keepEvents` is off.
   */
  findReplays: z.boolean(),
  /** Pages that may record; empty: those of the server's own origin alone. */
  origins: z.array(origin).max(50),
  /** Blocks after which an enrolment from a live session is complete. */
  enrolmentBlocks: z.int().min(5).max(500),
});
export type ProjectSettings = z.output<typeof projectSettings>;

export const DEFAULT_SETTINGS: ProjectSettings = {
  fmr: 0.01,
  retentionDays: 30,
  keepEvents: false,
  findReplays: true,
  origins: [],
  enrolmentBlocks: 30,
};

export const project = z.object({ id, name, createdAt: timestamp, settings: projectSettings });
export type Project = z.output<typeof project>;

export const newProject = z.strictObject({ name, settings: projectSettings.partial().optional() });
export const changedProject = z.strictObject({
  name: name.optional(),
  settings: projectSettings.partial().optional(),
});

/** A key of the project's own servers; never for pages. Its secret is told once, when it is made. */
export const apiKey = z.object({
  id,
  name,
  /** The secret's first letters, to recognise it by. */
  start: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
});
export type ApiKey = z.output<typeof apiKey>;
export const newApiKey = z.strictObject({ name });
export const createdApiKey = apiKey.extend({ secret: z.string() });

/** Who did what, without what was done to pointer data. */
export const auditEntry = z.object({
  id: z.string(),
  at: timestamp,
  /** `console`, `key:NAME`, or `server` for what happens by itself. */
  actor: z.string(),
  action: z.string(),
  /** Of what kind and which one; erased people are named by their id alone. */
  target: z.string(),
});
export type AuditEntry = z.output<typeof auditEntry>;
