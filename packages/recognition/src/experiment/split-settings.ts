/** What of every user's recordings is the test, and what is measured in its place to choose settings. */
import { z } from "zod";

const whole = z.int().min(1);
const share = z.number().gt(0).lt(1);
const amount = z.union(
  [z.strictObject({ count: whole }), z.strictObject({ share })],
  "either count, a whole number from 1 on, or share, between 0 and 1, expected",
);

export const split = z
  .discriminatedUnion("by", [
    /** A number or a share of every user's blocks, in order of time or at random. */
    z.strictObject({
      by: z.literal("blocks"),
      test: amount.default({ count: 70 }),
      order: z.enum(["chronological", "random"]).default("chronological"),
      end: z.enum(["first", "last"]).default("first"),
    }),
    /** Whole sessions of every user. */
    z.strictObject({
      by: z.literal("sessions"),
      test: amount,
      order: z.enum(["chronological", "random"]).default("chronological"),
      end: z.enum(["first", "last"]).default("last"),
    }),
  ])
  .prefault({ by: "blocks" });

/** Of the split's kind: blocks or whole sessions. */
export const development = z.strictObject({
  test: amount,
  /**
   * So much of every session that holds no block of the test, instead of so much of all that is left of a user; the rest
   * of the session is in training. Where the split is by blocks.
   */
  each: z.literal("session").optional(),
  order: z.enum(["chronological", "random"]).default("chronological"),
  end: z.enum(["first", "last"]).default("last"),
});

/** Of the impostors in authentication: whom a model learns from, and whom its test is of. See `part-impostors.ts`. */
export const impostors = z.strictObject({
  /** How many of the other users each model learns from; the rest, whom it never saw, are the test's impostors. */
  trainingShare: share.default(0.5),
});

export type Split = z.output<typeof split>;
export type Development = z.output<typeof development>;
export type Impostors = z.output<typeof impostors>;
