/** Settings of how recordings become what a model is fed. */
import { LIMIT_PX, SCALINGS, type ScalingKind, SIGNALS, type Signal } from "@wristprint/core";
import { z } from "zod";

const whole = z.int().min(1);

/** Movements from pause to pause instead of blocks of one length. */
const windows = z
  .strictObject({
    pauseMs: z.number().positive().default(250),
    /** Windows of fewer events are dropped. */
    shortest: whole.default(5),
    /** Events kept of a window; by default what Tukey's fences around the training windows' lengths say. */
    length: z.strictObject({ shortest: whole, longest: whole }).optional(),
    /** Whether users with fewer test windows than there are other users are left out. */
    leaveOutSmall: z.boolean().default(true),
  })
  .refine(({ length }) => length === undefined || length.shortest <= length.longest, {
    path: ["length"],
    error: "a longest of at least the shortest expected",
  });

/** Scalings that leave zero as it is: rows of zeros fill up windows, and networks must know them. */
const ZERO_STAYS: readonly ScalingKind[] = ["none", "maxabs", "largest", "rms"];

export const preprocessing = z
  .strictObject({
    /** Which columns a difference has: a preset of channels. */
    signal: z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]).default("velocity"),
    blockSize: whole.default(128),
    /** Differences from one block to the next; the block size by default. */
    stride: whole.optional(),
    /**
     * The same for training blocks, where it is another: what the test's blocks do not hold is cut anew. Overlapping
     * blocks show a network each movement at several places.
     */
    trainingStride: whole.optional(),
    /**
     * Differences of a training block, where they are more than the block size: each time it is taken, a stretch of the
     * block size is drawn from it at random. Where they are the block size and the training stride together, less one, any
     * stretch can come.
     */
    trainingSize: whole.optional(),
    windows: windows.optional(),
    chunks: z.enum(["drop", "concatenate"]).default("concatenate"),
    sessionBorders: z.enum(["split", "join"]).default("split"),
    /** Which events and differences are left out, where it is others than the paper's; see `dropEvents`. */
    cleanUp: z
      .strictObject({
        limitPx: z.number().positive().default(LIMIT_PX),
        scroll: z.enum(["drop", "keep"]).default("drop"),
        /** Differences with a longer time step go; none do by default. */
        dropPastS: z.number().positive().optional(),
      })
      .optional(),
    /** Thins recordings that are faster to this interval between events, as encoders ask for; not by default. */
    thinning: z
      .strictObject({ intervalMs: z.number().positive(), toleranceMs: z.number().min(0).default(1) })
      .refine(
        ({ intervalMs, toleranceMs }) => toleranceMs < intervalMs,
        "a tolerance below the interval expected",
      )
      .optional(),
    scaling: z
      .strictObject({
        kind: z.enum(Object.keys(SCALINGS) as [ScalingKind, ...ScalingKind[]]),
        scope: z.enum(["block", "data"]),
        /** Values beyond ± this limit are cut to it first, in the signal's unit. */
        clip: z.number().positive().optional(),
      })
      .default({ kind: "standard", scope: "block" }),
  })
  .refine(({ windows, signal }) => (windows === undefined) === (signal !== "window"), {
    path: ["signal"],
    error: 'windows have the signal "window", and blocks have another',
  })
  .refine(({ windows, scaling }) => windows === undefined || ZERO_STAYS.includes(scaling.kind), {
    path: ["scaling", "kind"],
    error: `windows are filled up with zeros, which a scaling must leave: one of ${ZERO_STAYS.join(", ")} expected`,
  })
  .refine(({ blockSize, trainingSize = blockSize }) => trainingSize >= blockSize, {
    path: ["trainingSize"],
    error: "at least the block size expected",
  })
  .refine(({ trainingSize, trainingStride }) => trainingSize === undefined || trainingStride !== undefined, {
    path: ["trainingSize"],
    error: "a trainingStride beside it expected: training blocks are then cut apart from those of the test",
  })
  .refine(
    ({ trainingSize, windows, scaling }) =>
      trainingSize === undefined ||
      (windows === undefined && (scaling.scope === "data" || scaling.kind === "none")),
    {
      path: ["trainingSize"],
      error:
        "blocks scaled over all data expected: a longer block's own scaling is another than its stretches'",
    },
  )
  .prefault({});
