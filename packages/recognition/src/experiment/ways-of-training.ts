/** Settings of ways of training beside the plain one: from trained weights, on hard cases, with made-up blocks. */
import { z } from "zod";

const whole = z.int().min(1);

/** Weights of a trained model to begin with, instead of random ones. */
export const initial = z
  .strictObject({
    /** The model's file, or the folder of a run: its one model, or in authentication each user's own. */
    from: z.string().min(1),
    /** What is copied: all layers `butOutput`, or `all` of them, for the same people again. */
    layers: z.enum(["butOutput", "all"]).default("butOutput"),
    /** Whether what is copied stays as it is, so that the output layer alone learns. */
    frozen: z.boolean().default(false),
  })
  .refine(({ layers, frozen }) => layers === "butOutput" || !frozen, {
    path: ["frozen"],
    error: "a layer that learns expected: with all layers copied, none may be frozen",
  });

/** Repeats training blocks that earlier models got wrong: see `hard-cases.ts`. */
export const hardCases = z.strictObject({
  /** Earlier models; each is asked about the part of the training blocks that it did not learn from. */
  folds: z.int().min(2).default(2),
  /** How many more times such a block is taken in an epoch. */
  repeat: whole.default(1),
});

/** Adds made-up variants of the owner's blocks to training: see `warp-magnitude.ts`. */
export const synthetic = z.strictObject({
  /** Variants of each block. */
  copies: whole.default(1),
  knots: whole.default(4),
  deviation: z.number().positive().default(0.2),
});
