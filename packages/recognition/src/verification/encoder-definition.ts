/** What training an encoder is asked to do: everything that bears on its result, as it stands in a file. */
import { LIMIT_PX, SCALINGS, type ScalingKind, SIGNALS, type Signal } from "@wristprint/core";
import { z } from "zod";
import { ARCHITECTURES, architecture } from "../architectures/registry.js";
import { check } from "../experiment/definition.js";
import { training } from "../experiment/training-settings.js";
import { expandSubjects } from "./expand-subjects.js";
import { canMirror, MIRRORS } from "./mirrors.js";

const whole = z.int().min(1);
const rate = z.number().gt(0).lt(1);
const subjects = z.array(z.string()).min(1).transform(expandSubjects);

const settings = z.strictObject({
  /** By which signatures are known to be of this encoder, with the version. */
  name: z
    .string()
    .regex(/^(?!\.+$)[\w.-]+$/, "letters, digits, dots, dashes and underscores expected, not dots alone"),
  version: z.string().min(1),
  title: z.string(),
  description: z.string().default(""),
  task: z.literal("encoder"),
  data: z
    .strictObject({
      format: z.string().optional(),
      /** Who trains, calibrates and stands as cohort; `user1..user72` is a range. */
      development: subjects,
      /** Who is in the reported figures alone; nobody where the encoder is measured on other data. */
      evaluation: z.array(z.string()).transform(expandSubjects).default([]),
    })
    .superRefine(({ development, evaluation }, context) => {
      const both = development.filter((subject) => evaluation.includes(subject));
      if (both.length === 0) return;
      const names = both.join(", ");
      const message = `nobody both to learn from and to be measured on expected, got ${names}`;
      context.addIssue({ code: "custom", message });
    }),
  /** Which sessions enrol and which probe, by name: `*_3min`. */
  enrol: z.string(),
  probe: z.string(),
  preprocessing: z
    .strictObject({
      signal: z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]).default("sixChannel"),
      blockSize: whole.default(128),
      thinning: z
        .strictObject({ intervalMs: z.number().positive(), toleranceMs: z.number().min(0) })
        .nullable()
        .default({ intervalMs: 1000 / 60, toleranceMs: 1 }),
      limitPx: z.number().positive().default(LIMIT_PX),
      scaling: z.enum(Object.keys(SCALINGS) as [ScalingKind, ...ScalingKind[]]).default("standard"),
      /** Differences from one training block to the next; signatures are of blocks that do not overlap. */
      trainingStride: whole.default(32),
      /** Differences of a training block, where they are more: a stretch of the block size is drawn from it each time. */
      trainingSize: whole.optional(),
    })
    .refine(({ blockSize, trainingSize = blockSize }) => trainingSize >= blockSize, {
      path: ["trainingSize"],
      error: "at least the block size expected",
    })
    .prefault({}),
  /** As whose mirror images the development subjects' movements are learnt beside their own, each a further person. */
  mirrors: z.array(z.enum(MIRRORS)).default([]),
  architecture: z.enum(ARCHITECTURES.map(({ name }) => name)).default("signature"),
  training,
  comparison: z
    .strictObject({
      /** Parts of the development subjects; each is scored by a network that learnt from the others. */
      folds: z.int().min(2).default(3),
      /** Of the cohort's most alike, how many a score is normalised by. */
      nearest: z.int().min(2).default(20),
      referenceBlocks: z.array(whole).min(1).default([5, 10, 20, 40]),
      probeBlocks: z.array(whole).min(1).default([1, 2, 5, 10]),
      /** Blocks up to which the sequential test keeps its rates. */
      looks: whole.default(20),
      fmrs: z.array(rate).min(1).default([0.05, 0.02, 0.01, 0.005, 0.002, 0.001]),
      /** Share of the right people who may ever be rejected. */
      fnmr: rate.default(0.02),
    })
    .prefault({}),
  evaluation: z
    .strictObject({
      blocks: z.array(whole).min(1).default([1, 2, 5, 10]),
      /** The FMR that the sequential test is tried at. */
      fmr: rate.default(0.01),
    })
    .prefault({}),
  seed: z.union([z.int(), z.string()], "a whole number or a text expected").default(1),
  /** What the encoder is not to be trusted with; goes into its card. */
  limits: z.array(z.string()).default([]),
});

const definition = settings
  .superRefine(({ mirrors, preprocessing: { signal } }, context) => {
    if (mirrors.length === 0 || canMirror(signal)) return;
    const message = `none expected, as the signal ${signal} tells places on the screen`;
    context.addIssue({ code: "custom", path: ["mirrors"], message });
  })
  .superRefine(({ architecture: common, training: { members = [] } }, context) => {
    const names =
      typeof members === "number"
        ? [common]
        : members.map((member) => (typeof member === "string" ? common : (member.architecture ?? common)));
    const other = names.find((name) => architecture(name).layers(2).at(-1)?.kind !== "cosineDense");
    if (other === undefined) return;
    const message = `architectures whose logits are cosines expected, so that members count the same, got ${other}`;
    context.addIssue({ code: "custom", path: ["training", "members"], message });
  });

export type EncoderDefinition = z.output<typeof definition>;

/**
 * Checks a definition and fills in what it leaves out.
 * @throws RecognitionError `bad-definition` that names the first setting that is wrong
 */
export function parseEncoderDefinition(value: unknown, origin: string): EncoderDefinition {
  return check(definition, value, origin);
}
