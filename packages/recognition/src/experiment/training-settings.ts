/** Settings of how a network learns. */
import { SIGNALS, type Signal } from "@wristprint/core";
import { z } from "zod";
import { ARCHITECTURES } from "../architectures/registry.js";

const whole = z.int().min(1);
const share = z.number().gt(0).lt(1);

const optimiser = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("adam"),
    learningRate: z.number().positive(),
    decay: z.number().min(0).default(0),
    weightDecay: z.number().min(0).default(0),
  }),
  z.strictObject({
    kind: z.literal("sgd"),
    learningRate: z.number().positive(),
    decay: z.number().min(0).default(0),
    momentum: z.number().min(0).lt(1).default(0),
  }),
]);

const signal = z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]);

const member = z.strictObject({
  signal: signal.optional(),
  architecture: z.enum(ARCHITECTURES.map(({ name }) => name)).optional(),
});

const monitor = z.enum(["loss", "validationLoss"]);

export const training = z
  .strictObject({
    epochs: whole.default(16),
    batch: whole.default(32),
    optimiser: optimiser.default({ kind: "adam", learningRate: 0.002, decay: 1e-4, weightDecay: 0 }),
    validationShare: z.number().min(0).lt(1).default(0.15),
    /** The loss whose best epoch is kept; `none` keeps the last epoch. */
    keepBest: z.enum([...monitor.options, "none"]).default("loss"),
    reduceOnPlateau: z
      .strictObject({
        monitor: monitor.default("validationLoss"),
        factor: share.default(0.5),
        patience: whole.default(15),
        floor: z.number().min(0).default(1e-4),
      })
      .optional(),
    stopEarly: z
      .strictObject({
        monitor: monitor.default("loss"),
        minDelta: z.number().min(0).default(0.01),
        patience: whole.default(45),
      })
      .optional(),
    /** How much a class counts: all the same, or by (the root of) its inverse size. */
    classWeights: z.enum(["none", "root", "balanced"]).default("none"),
    /** How much of the logarithm of a class's share of the examples is taken off its logit after training. */
    logitAdjustment: z.number().min(0).optional(),
    labelSmoothing: z.number().min(0).lt(1).default(0),
    /** Taken off the logit of a block's class in training, so that it must win by that much. */
    margin: z.number().min(0).optional(),
    /**
     * Makes training examples of two: the share of them that a stretch of another block is put into, the target being of
     * both in proportion; and before that, if so asked, the share that a stretch of another of the same class is put into.
     */
    mixing: z
      .strictObject({
        share: z.number().gt(0).max(1).default(0.5),
        own: z.number().gt(0).max(1).optional(),
      })
      .optional(),
    /**
     * So many networks, which differ in their seed, joined to one that gives the mean of their logits; or what each is:
     * a signal, of whose channels alone it learns, an architecture, or both. What is not said is the experiment's.
     */
    members: z
      .union(
        [z.int().min(2), z.array(z.union([signal, member])).min(2)],
        "a whole number from 2 on, or a list of signals and architectures, expected",
      )
      .optional(),
    /** How the learning rate moves from step to step; it stays by default. */
    schedule: z
      .strictObject({ kind: z.literal("oneCycle"), warmUp: z.number().min(0).lt(1).default(0.2) })
      .optional(),
  })
  .prefault({});
