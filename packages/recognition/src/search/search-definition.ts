/** What a search is: an experiment, the options that vary, and the figure that decides. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { check, type ExperimentDefinition, isSettings, parseDefinition } from "../experiment/definition.js";
import { readSettings } from "../experiment/read-definition.js";
import { development } from "../experiment/split-settings.js";
import { expandProtocol } from "../protocols/expand-protocol.js";
import { RecognitionError } from "../recognition-error.js";

const whole = z.int().min(1);
const [least, most] = [0, 1] as const;

const range = <Bound extends z.ZodType<number>>(bound: Bound) =>
  z
    .tuple([bound, bound])
    .refine(
      (pair) => (pair[least] as number) < (pair[most] as number),
      "two numbers, the smaller first, expected",
    );

/** What an option may be: a list in grid searches; in random ones a range too, its ends included. */
const option = z.union(
  [
    z.array(z.json()).min(1),
    z.strictObject({ uniform: range(z.number()) }),
    /** As likely between 0.001 and 0.01 as between 0.01 and 0.1. */
    z.strictObject({ logUniform: range(z.number().positive()) }),
    z.strictObject({ integer: range(z.int()) }),
  ],
  'a list of values, or one of {"uniform": [a, b]}, {"logUniform": [a, b]} and {"integer": [a, b]} with a below b, expected',
);

const search = z.strictObject({
  /** Names the search's folder, and it in a database. */
  name: z
    .string()
    .regex(/^(?!\.+$)[\w.-]{1,80}$/, "at most 80 letters, digits, dots, dashes and underscores expected"),
  title: z.string(),
  description: z.string().default(""),
  /** The experiment's settings, before the trials change them. */
  experiment: z.record(z.string(), z.json()),
  /** What trials are measured on; by default as much as the experiment's test, from the other end. */
  development: development.optional(),
  /** The headline figure that decides: the larger is better, for error rates the smaller. */
  metric: z.enum(["accuracy", "auc", "eer", "fnmrAtFmr1"]),
  method: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("grid") }),
    z.strictObject({ kind: z.literal("random"), trials: whole.max(100_000) }),
  ]),
  /** What varies, by keys as `--set` takes them. */
  options: z
    .record(z.string(), option)
    .refine((options) => Object.keys(options).length > 0, "at least one option that varies expected"),
  /** Where random trials are drawn from; the trials' own randomness is the experiment's seed. */
  seed: z.union([z.int(), z.string()], "a whole number or a text expected").default(1),
});

type Parsed = z.output<typeof search>;
export type SearchOption = z.output<typeof option>;
/** A value that an option takes. */
export type OptionValue = z.core.util.JSONType;

export interface Search extends Parsed {
  readonly development: NonNullable<ExperimentDefinition["development"]>;
}

/** What figures are of, and what names them: where these vary, trials cannot be compared. */
const FIXED = [
  "name",
  "title",
  "description",
  "task",
  "data",
  "users",
  "protocol",
  "split",
  "development",
  "impostors",
  "evaluation",
  "published",
];

/**
 * Checks a search and fills in what it leaves out.
 * @param origin where it comes from, for the message
 * @throws RecognitionError `bad-definition`
 */
export function parseSearch(value: unknown, origin: string): Search {
  const parsed = check(search, value, origin);
  for (const key of Object.keys(parsed.options)) checkOption(key, parsed, origin);
  const base = parseDefinition(parsed.experiment, `${origin}: experiment`);
  const { test, order, end } = base.split;
  const otherEnd = end === "first" ? "last" : "first";
  const { development: own, ...rest } = parsed;
  // Last whether it was given or not, so that a search is the same text after it was kept and read.
  return { ...rest, development: own ?? base.development ?? { test, order, end: otherEnd } };
}

function checkOption(key: string, { options, method }: Parsed, origin: string): void {
  const refuse = (reason: string) => {
    throw new RecognitionError("bad-definition", `${origin}: options: ${JSON.stringify(key)}: ${reason}`);
  };
  const path = key.split(".");
  if (path.some((part) => !/^\w+$/.test(part))) refuse("a setting such as training.epochs expected");
  if (FIXED.includes(path[0] as string)) {
    refuse("figures of trials are compared, so what they are of cannot vary");
  }
  const below = Object.keys(options).find((other) => other.startsWith(`${key}.`));
  if (below !== undefined) refuse(`${below} varies too and is a part of it`);
  const values = options[key];
  if (!Array.isArray(values)) {
    if (method.kind === "grid") refuse("a list of values expected, as the search is a grid");
    return;
  }
  const texts = values.map((one) => JSON.stringify(one));
  const twice = texts.find((text, index) => texts.indexOf(text) !== index);
  if (twice !== undefined) refuse(`${twice} stands there twice`);
}

/**
 * Reads a search from a JSON file. Its `experiment` names a file beside it, or holds the settings.
 * @param seed in the place of the file's own
 * @throws RecognitionError `bad-definition`
 */
export function readSearch(file: string, seed?: number | string): Search {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    throw new RecognitionError("bad-definition", `${file}: no search can be read from it: ${reason}`);
  }
  if (!isSettings(value)) return parseSearch(value, file);
  const { experiment } = value;
  const settings =
    typeof experiment === "string"
      ? readSettings(resolve(dirname(file), experiment))
      : isSettings(experiment)
        ? expandProtocol(experiment, file)
        : experiment;
  return parseSearch({ ...value, experiment: settings, ...(seed !== undefined && { seed }) }, file);
}

/**
 * What to tell whoever starts the search. Settings of cutting decide which events the first so many blocks hold:
 * what is the test of one trial may be training or development in another.
 */
export function searchWarnings({ options, experiment }: Search): string[] {
  const cutting = Object.keys(options).filter((key) => {
    const [group, setting] = key.split(".");
    return group === "preprocessing" && setting !== "signal" && setting !== "scaling";
  });
  if (cutting.length === 0) return [];
  const { split } = parseDefinition(experiment, "experiment");
  if (split.by === "sessions") return [];
  return [
    `${cutting.join(", ")} may change how blocks are cut, and the split counts blocks: events of the best trial's ` +
      "test may have been training or development of other trials. Split by sessions, or report on other people.",
  ];
}

/** Whether larger values of a figure are better. */
export function largerIsBetter(metric: Search["metric"]): boolean {
  return metric === "accuracy" || metric === "auc";
}
