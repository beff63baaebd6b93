/** What an experiment is: everything that bears on its result, as it stands in a file under `experiments/`. */
import { z } from "zod";
import { ARCHITECTURES } from "../architectures/registry.js";
import { oneClassSettings } from "../one-class/registry.js";
import { expandProtocol } from "../protocols/expand-protocol.js";
import { RecognitionError } from "../recognition-error.js";
import { preprocessing } from "./preprocessing-settings.js";
import { development, impostors, split } from "./split-settings.js";
import { training } from "./training-settings.js";
import { hardCases, initial, synthetic } from "./ways-of-training.js";

const whole = z.int().min(1);

/** Settings of every experiment. */
const shared = {
  /** Names the run's folder. */
  name: z
    .string()
    .regex(/^(?!\.+$)[\w.-]+$/, "letters, digits, dots, dashes and underscores expected, not dots alone"),
  title: z.string(),
  description: z.string().default(""),
  data: z.strictObject({
    /** The data set's format; of a store, the format it was imported from. */
    format: z.string().optional(),
    parts: z
      .array(z.enum(["training", "test"]))
      .min(1)
      .default(["training"]),
    /** Only these subjects; all by default. */
    subjects: z.array(z.string()).min(2).optional(),
  }),
  /** Whose models are trained in authentication: all subjects, or the named ones. */
  users: z
    .union(
      [
        z.literal("all"),
        z
          .array(z.string())
          .min(1)
          .refine(
            (names) => new Set(names).size === names.length,
            "a list that names each user once expected",
          ),
      ],
      "all, or a list of users, expected",
    )
    .default("all"),
  preprocessing,
  split,
  /**
   * A part of the training side that is measured in the place of the test, whose blocks are then in no part: for
   * choosing settings.
   */
  development: development.optional(),
  /** Training blocks of each user: all, or so many; users with fewer are filled up with noisy copies. */
  amount: z.union([z.literal("all"), whole], "all, or a whole number from 1 on, expected").default("all"),
  /** Largest noise of those copies, after scaling. */
  augmentation: z.number().min(0).default(0.2),
  /** Over how many consecutive blocks scores are averaged into one decision; the first is the headline. */
  evaluation: z.strictObject({ blocks: z.array(whole).min(1).default([1, 2, 5, 10]) }).prefault({}),
  seed: z.union([z.int(), z.string()], "a whole number or a text expected").default(1),
  /** Figures of others to set beside ours. */
  published: z
    .array(
      z.strictObject({
        metric: z.enum(["accuracy", "auc", "eer", "fnmrAtFmr1"]),
        label: z.string(),
        value: z.number(),
      }),
    )
    .default([]),
};

const settings = z.strictObject({
  ...shared,
  task: z.enum(["authentication", "identification"]),
  /** Which side of an authentication model's training set is the measure of the other. */
  balance: z.enum(["positive", "negative"]).default("positive"),
  /** Impostors whom the models never saw, in the test; without it, the test's impostors are users who were learnt from. */
  impostors: impostors.optional(),
  hardCases: hardCases.optional(),
  /** In authentication alone: the owner's blocks are what there is too little of. */
  synthetic: synthetic.optional(),
  architecture: z.enum(ARCHITECTURES.map(({ name }) => name)).default("mcdcnn"),
  initial: initial.optional(),
  training,
});

/** The settings of both kinds that cannot stand together. */
const EACH_SESSION = {
  path: ["development", "each"],
  error: "a split by blocks expected: one by sessions holds out whole sessions",
};

const dividesSessions = ({ split, development }: Pick<z.output<typeof settings>, "split" | "development">) =>
  split.by === "blocks" || development?.each === undefined;

const definition = settings
  .refine(dividesSessions, EACH_SESSION)
  .refine(({ task, impostors }) => task === "authentication" || impostors === undefined, {
    path: ["impostors"],
    error: "an authentication experiment has impostors, identification has none",
  })
  .refine(
    ({ preprocessing: { scaling }, impostors }) =>
      impostors === undefined || scaling.kind === "none" || scaling.scope === "block",
    {
      path: ["preprocessing", "scaling", "scope"],
      error: "block expected, or the scaling none: one fitted on everyone's blocks has seen every impostor",
    },
  )
  .refine(({ preprocessing: { windows }, impostors }) => impostors === undefined || windows === undefined, {
    path: ["preprocessing", "windows"],
    error: "blocks expected: windows' lengths are fenced by everyone's, the unseen impostors' too",
  })
  .refine(({ initial, impostors }) => impostors === undefined || initial === undefined, {
    path: ["initial"],
    error: "none expected beside impostors: whom those weights were learnt from is not checked",
  })
  .refine(({ task, users }) => task === "authentication" || users === "all", {
    path: ["users"],
    error: "an authentication experiment has users of its own, identification is of all",
  })
  .refine(({ task, synthetic }) => task === "authentication" || synthetic === undefined, {
    path: ["synthetic"],
    error: "an authentication experiment has an owner to make up blocks of, identification has none",
  })
  .refine(({ preprocessing: { trainingSize }, hardCases }) => !trainingSize || !hardCases, {
    path: ["hardCases"],
    error:
      "no preprocessing.trainingSize beside it expected: what is got wrong is a block, not all its stretches",
  })
  .refine(
    ({ preprocessing: { windows }, amount, augmentation }) =>
      windows === undefined || amount === "all" || augmentation === 0,
    { path: ["augmentation"], error: "0 expected: noise would fall on the rows that fill windows up" },
  );

const oneClassDefinition = z
  .strictObject({
    ...shared,
    task: z.literal("authentication", "authentication expected: a one-class model knows one person"),
    /** Models that learn from their owner alone, in the place of networks. */
    oneClass: oneClassSettings,
  })
  .refine(dividesSessions, EACH_SESSION)
  .refine(({ preprocessing: { scaling } }) => scaling.kind === "none" || scaling.scope === "block", {
    path: ["preprocessing", "scaling", "scope"],
    error: "block expected, or the scaling none: a one-class model learns nothing from other people's blocks",
  })
  .refine(({ preprocessing: { trainingSize } }) => trainingSize === undefined, {
    path: ["preprocessing", "trainingSize"],
    error: "none expected: a one-class model takes training blocks as they are",
  })
  .refine(({ preprocessing: { windows } }) => windows === undefined, {
    path: ["preprocessing", "windows"],
    error:
      "blocks expected: windows' lengths are fenced by everyone's, and one-class models have rows of one length",
  });

/** An experiment that trains networks. */
export type NetworkDefinition = z.output<typeof definition> & { readonly oneClass?: undefined };

/** An experiment whose models learn from their owners alone. */
export type OneClassDefinition = z.output<typeof oneClassDefinition> & {
  readonly [Setting in Exclude<keyof z.output<typeof settings>, keyof typeof shared | "task">]?: undefined;
};

export type ExperimentDefinition = NetworkDefinition | OneClassDefinition;

/**
 * Checks a definition and fills in what it leaves out.
 * @param origin where it comes from, for the message
 * @throws RecognitionError `bad-definition` that names the first setting that is wrong
 */
export function parseDefinition(value: unknown, origin: string): ExperimentDefinition {
  const settings = isSettings(value) ? expandProtocol(value, origin) : value;
  // Told apart by hand: the message for a union would name no setting.
  const oneClass = isSettings(settings) && settings.oneClass !== undefined;
  return oneClass ? check(oneClassDefinition, settings, origin) : check(definition, settings, origin);
}

/**
 * Checks a value, and says in one line what is wrong with it.
 * @throws RecognitionError `bad-definition`
 */
export function check<Output>(schema: z.ZodType<Output>, value: unknown, origin: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join(".") || "the definition";
  const message =
    issue?.code === "unrecognized_keys"
      ? `unknown setting ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`
      : issue?.message;
  throw new RecognitionError("bad-definition", `${origin}: ${path}: ${message}`);
}

/**
 * A definition with one setting changed, as `--set key=value` asks: `training.epochs=8`. The value is read as
 * JSON where it is JSON, as a word otherwise; `null` takes the setting out, so that its default holds.
 * @throws RecognitionError `bad-definition` where the text has no key and value
 */
export function withSetting(value: Readonly<Record<string, unknown>>, text: string): Record<string, unknown> {
  const equals = text.indexOf("=");
  const path = text.slice(0, equals).split(".");
  if (equals < 1 || path.some((part) => !/^\w+$/.test(part))) {
    const got = JSON.stringify(text);
    throw new RecognitionError("bad-definition", `expected key=value, such as training.epochs=8, got ${got}`);
  }
  return setPath(value, path, jsonOrWord(text.slice(equals + 1)));
}

/** A key such as `__proto__` becomes a setting like any other, which the check then does not know. */
function setPath(
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
  leaf: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path as [string, ...string[]];
  const { [key]: below, ...others } = value;
  if (rest.length === 0) return leaf === null ? others : { ...value, [key]: leaf };
  return { ...value, [key]: setPath(isSettings(below) ? below : {}, rest, leaf) };
}

/** Whether a value is a group of settings. */
export function isSettings(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonOrWord(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
