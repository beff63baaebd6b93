import { DEFAULT_SETTINGS, type DetectorSettings } from "@wristprint/liveness";
import { type Command, Option } from "commander";
import { parseShare, wholeNumberOption } from "./options.js";
import { UsageError } from "./usage-error.js";

const FEATURES_A_SPLIT = 12;

export interface SettingsOptions {
  readonly features: number;
  readonly correlation: number;
  readonly copies: number;
  readonly rounds: number;
  readonly depth: number;
  readonly gamma: number;
}

/** Adds the options of how a detector is trained. */
export function declareSettings(command: Command): void {
  const { features, correlation, copies, trees } = DEFAULT_SETTINGS;
  command
    .addOption(wholeNumberOption("--features <n>", "features that stay at most").default(features))
    .addOption(
      new Option(
        "--correlation <x>",
        "of two features that correlate by more than this the less important goes",
      )
        .argParser((text) => parseShare("--correlation", text))
        .default(correlation),
    )
    .addOption(
      wholeNumberOption("--copies <n>", "copies of each track with points cut out, to train with", 0).default(
        copies,
      ),
    )
    .addOption(wholeNumberOption("--rounds <n>", "trees").default(trees.rounds))
    .addOption(wholeNumberOption("--depth <n>", "depth of trees at most").default(trees.maxDepth))
    .addOption(
      new Option("--gamma <x>", "least gain of a split")
        .argParser((text) => parseGamma("--gamma", text))
        .default(trees.gamma),
    );
}

export function detectorSettings(options: SettingsOptions): DetectorSettings {
  const { features, correlation, copies, rounds, depth, gamma } = options;
  // Of nine features a split may ask half; of many more a dozen, so that not the same few decide in every tree.
  const colsampleBynode = Math.min(DEFAULT_SETTINGS.trees.colsampleBynode ?? 1, FEATURES_A_SPLIT / features);
  const trees = { ...DEFAULT_SETTINGS.trees, rounds, maxDepth: depth, gamma, colsampleBynode };
  // Fewer trees to decide need no more to choose features.
  const fewer = (parameters: DetectorSettings["ranking"]) => ({
    ...parameters,
    rounds: Math.min(rounds, parameters.rounds ?? rounds),
  });
  const ranking = fewer(DEFAULT_SETTINGS.ranking);
  const worth = fewer(DEFAULT_SETTINGS.worth);
  return { features, correlation, copies, trees, ranking, worth };
}

/** @throws UsageError that names the option */
export function parseGamma(name: string, text: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 0) return value;
  throw new UsageError(`${name}: a number of 0 or more expected, got "${text}"`);
}
