/** What the server says about a session, and why. */
import { z } from "zod";
import { count, fmr, id, name, timestamp } from "./values.js";

export const modelVersion = z.object({ name: z.string(), version: z.string() });

/** What all decisions about who it is rest on. */
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

/** What in the movements speaks for a machine, or for a person. */
export const livenessReason = z.object({
  /** The feature's name, as the model's card has it. */
  feature: z.string(),
  /** What the feature tells, in words. */
  text: z.string(),
  /** How much it adds to the evidence for a machine, as a logarithm of odds; below 0 it speaks for a person. */
  weight: z.number(),
});

/** Did a person make these movements, or a machine? */
export const liveness = z.object({
  ...head,
  kind: z.literal("liveness"),
  outcome: z.enum(["person", "machine", "undecided"]),
  /** That a machine made them, where beforehand people and machines are as likely. */
  probability: z.number().min(0).max(1),
  /** Movements that it rests on. */
  tracks: count,
  /** Of the movement that speaks most clearly for the answer, the weightiest first; none where a page's script made the events, which needs no others. */
  reasons: z.array(livenessReason),
  /** Some events were made by a script of the page, as the browser itself says. */
  scripted: z.boolean(),
  model: modelVersion.nullable(),
});

/** What was done to a stored movement to make another of it. */
export const replayChange = z.enum([
  "exact",
  "points-moved",
  "shifted",
  "time-scaled",
  "resampled",
  "cut",
  "mirrored",
  "spliced",
]);

/** Were these movements made before, in another session? */
export const replay = z.object({
  ...head,
  kind: z.literal("replay"),
  /** `undecided`: none of them can be told from others yet, because they are too plain. */
  outcome: z.enum(["original", "copied", "undecided"]),
  /** Movements that were compared with those stored; too plain ones are not counted. */
  tracks: count,
  /** Of those, how many are like a stored one. */
  copies: count,
  /** The nearest of them. */
  match: z
    .object({
      /** Where the stored movement is from; null once that session is erased. */
      session: id.nullable(),
      changes: z.array(replayChange),
      /** Root mean square distance of the points from the stored movement, when laid over it. */
      distancePx: z.number().min(0),
      /** The share of the movement that agrees. */
      share: z.number().min(0).max(1),
    })
    .nullable(),
});

export const decision = z.discriminatedUnion("kind", [
  verification,
  identification,
  anomaly,
  liveness,
  replay,
]);
export type Verification = z.output<typeof verification>;
export type Identification = z.output<typeof identification>;
export type Anomaly = z.output<typeof anomaly>;
export type Liveness = z.output<typeof liveness>;
export type LivenessReason = z.output<typeof livenessReason>;
export type Replay = z.output<typeof replay>;
export type ReplayChange = z.output<typeof replayChange>;
export type Decision = z.output<typeof decision>;
/** Decisions about who it is: they rest on blocks, and have a log-likelihood ratio with its limits. */
export type RecognitionDecision = Verification | Identification | Anomaly;

export function isRecognition(one: Decision): one is RecognitionDecision {
  return one.kind !== "liveness" && one.kind !== "replay";
}

export const verifyRequest = z.strictObject({ session: id, subject: id, fmr: fmr.optional() });
export const identifyRequest = z.strictObject({ session: id, fmr: fmr.optional() });
