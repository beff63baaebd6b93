import { basename, resolve } from "node:path";
import { type ExperimentDefinition, parseDefinition, withSetting } from "@wristprint/recognition";
import { Option } from "commander";
import { parseWholeNumber } from "./options.js";
import { UsageError } from "./usage-error.js";

/** What `wristprint train` lets be said; the rest is as the definition's defaults are. */
export interface TrainOptions {
  readonly task: "identification" | "authentication";
  readonly format?: string;
  readonly user?: readonly string[];
  readonly architecture?: string;
  readonly signal?: string;
  readonly blockSize?: number;
  readonly chunks?: string;
  readonly scaling?: string;
  readonly scalingScope?: string;
  readonly amount?: number | "all";
  readonly testBlocks?: number;
  readonly split?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly learningRate?: number;
  readonly set?: readonly string[];
}

/** An option for a number of blocks or "all". */
export function amountOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => {
    if (text === "all") return text;
    if (!/^\d/.test(text)) {
      throw new UsageError(`${option.long}: all or a whole number of at least 1 expected, got "${text}"`);
    }
    return parseWholeNumber(option.long ?? flags, text, 1);
  });
}

/**
 * The experiment that the options of `wristprint train` stand for, named after the folder it writes.
 * @throws RecognitionError `bad-definition`, UsageError
 */
export function trainDefinition(
  options: TrainOptions,
  out: string,
  seed: number | string | undefined,
): ExperimentDefinition {
  const { task, format, user, scaling, scalingScope, testBlocks, split, learningRate } = options;
  if (user !== undefined && task === "identification") {
    throw new UsageError("--user: an authentication model has one, identification is of all users");
  }
  const folder = basename(resolve(out));
  const value: Record<string, unknown> = defined({
    name: /^[\w.-]+$/.test(folder) ? folder : "train",
    title: `${task === "authentication" ? "Authentication" : "Identification"}: ${folder}`,
    task,
    data: defined({ format }),
    users: user,
    preprocessing: defined({
      signal: options.signal,
      blockSize: options.blockSize,
      chunks: options.chunks,
      ...((scaling ?? scalingScope) !== undefined && {
        scaling: { kind: scaling ?? "standard", scope: scalingScope ?? "block" },
      }),
    }),
    split: defined({
      by: "blocks",
      ...(testBlocks !== undefined && { test: { count: testBlocks } }),
      order: split,
    }),
    amount: options.amount,
    architecture: options.architecture,
    training: defined({
      epochs: options.epochs,
      batch: options.batch,
      ...(learningRate !== undefined && { optimiser: { kind: "adam", learningRate, decay: 1e-4 } }),
    }),
    seed,
  });
  return parseDefinition((options.set ?? []).reduce(withSetting, value), "train");
}

/** Without the keys that were left out, so that defaults take their place. */
function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
