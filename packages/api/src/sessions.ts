/** Sessions: one visit that is recorded. */
import { z } from "zod";
import { decision } from "./decisions.js";
import { count, id, name, timestamp } from "./values.js";

export const purpose = z.enum(["recognition", "enrolment"]);

export const newSession = z.strictObject({
  /** Recognition: whose account it is, to verify against. Enrolment: who is enrolled when enough has come. */
  subject: id.optional(),
  purpose: purpose.default("recognition"),
  /** For the console; say nothing personal. */
  label: name.optional(),
  /** Seconds that the page's token holds. */
  tokenSeconds: z.int().min(60).max(86_400).default(28_800),
});

/** What a page needs to record: hand it to `start()` of the browser script. */
export const recordingAccess = z.object({
  session: id,
  token: z.string(),
  expiresAt: timestamp,
  /** Path of the live endpoint on this server. */
  endpoint: z.string(),
});

export const session = z.object({
  id,
  label: name.nullable(),
  purpose,
  subject: z.object({ id, name }).nullable(),
  status: z.enum(["waiting", "live", "ended"]),
  createdAt: timestamp,
  lastEventAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  batches: count,
  events: count,
  /** Blocks that were full. */
  blocks: count,
  /** Blocks that have a signature. */
  scored: count,
  /** Movement events a second while moving, as the page measured; null while unknown. */
  samplingRateHz: z.number().nullable(),
  screen: z.object({ widthPx: z.int(), heightPx: z.int(), devicePixelRatio: z.number() }).nullable(),
  pointers: z.array(z.enum(["mouse", "pen", "touch", "script"])),
  /** The latest of each kind. */
  decisions: z.array(decision),
});
export type Session = z.output<typeof session>;

/** What is counted of a session that has only begun. */
export const NOTHING_RECORDED = {
  batches: 0,
  events: 0,
  blocks: 0,
  scored: 0,
  samplingRateHz: null,
  screen: null,
  pointers: [],
  lastEventAt: null,
} satisfies Partial<Session>;

/** How the evidence grew: a point a block, of the verification where there is one, else the identification. */
export const evidencePoint = z.object({
  block: z.int().min(1),
  /** Seconds since the session's first event, at the block's end. */
  atS: z.number(),
  score: z.number(),
  logLikelihoodRatio: z.number(),
  acceptAt: z.number(),
  rejectAt: z.number(),
  outcome: z.string(),
});
export type EvidencePoint = z.output<typeof evidencePoint>;
export const evidenceLines = z.object({
  verification: z.array(evidencePoint),
  identification: z.array(evidencePoint.extend({ best: name.nullable() })),
  anomaly: z.array(evidencePoint),
});
