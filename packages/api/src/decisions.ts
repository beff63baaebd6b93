/** What the server says about a session, and why. */
import { z } from "zod";
import { count, fmr, id, name, timestamp } from "./values.js";

export const modelVersion = z.object({ name: z.string(), version: z.string() });

/** What all decisions rest on. */
const evidence = {
  /** How alike: cosine of the signatures, normalised by the cohort. Higher is more alike. */
  score: z.number(),
  /** Natural logarithm of how much likelier the score is for the same person than for another. */
  logLikelihoodRatio: z.number(),
  threshold: z.object({
    /** Accepted from this log-likelihood ratio on. */
    acceptAt: z.number(),
    /** Rejected at this log-likelihood ratio or below. */
    rejectAt: z.number(),
    /** The false match rate that the threshold was set for, on development data. */
    fmr,
  }),
  /** Blocks that it rests on. */
  blocks: count,
  /** Seconds of recording from the first of those blocks' start to the last one's end. */
  seconds: z.number().min(0),
  model: modelVersion,
};

const head = { id, session: id, at: timestamp };
const person = z.object({ id, name });

/** Is it this person? `undecided`: not enough yet. */
export const verification = z.object({
  ...head,
  kind: z.literal("verification"),
  outcome: z.enum(["accepted", "rejected", "undecided"]),
  subject: person,
  ...evidence,
});

export const candidate = z.object({
  subject: person,
  score: z.number(),
  logLikelihoodRatio: z.number(),
});

/** Who of all enrolled is it, if anybody? The evidence is the best candidate's. */
export const identification = z.object({
  ...head,
  kind: z.literal("identification"),
  outcome: z.enum(["known", "unknown", "undecided"]),
  /** Best first, at most five. */
  candidates: z.array(candidate),
  /** How many people it was compared with. */
  enrolled: count,
  ...evidence,
});

/** Has somebody else taken over? The latest blocks are compared with those before them. */
export const anomaly = z.object({
  ...head,
  kind: z.literal("anomaly"),
  outcome: z.enum(["same", "changed", "undecided"]),
  ...evidence,
});

export const decision = z.discriminatedUnion("kind", [verification, identification, anomaly]);
export type Verification = z.output<typeof verification>;
export type Identification = z.output<typeof identification>;
export type Anomaly = z.output<typeof anomaly>;
export type Decision = z.output<typeof decision>;

export const verifyRequest = z.strictObject({ session: id, subject: id, fmr: fmr.optional() });
export const identifyRequest = z.strictObject({ session: id, fmr: fmr.optional() });
