/** The door to the benchmarks, which lie at the root of the repository and not in this package. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseWholeNumber } from "./options.js";
import { UsageError } from "./usage-error.js";

export interface BenchmarkRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against; `null` where no peer is there. */
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** Above 1 where ours is better. */
  readonly ratio: number | null;
  /** Billions of multiplications and additions a second, of benchmarks that multiply matrices. */
  readonly gflops?: number;
}

/** A whole number that a benchmark goes by. */
export interface BenchmarkSetting {
  readonly description: string;
  /** Unless it is set. */
  readonly value: number;
  readonly least: number;
}

export interface Benchmark {
  readonly name: string;
  readonly description: string;
  readonly settings?: Readonly<Record<string, BenchmarkSetting>>;
  readonly run: (options: BenchmarkOptions) => Promise<readonly BenchmarkRow[]>;
}

export interface BenchmarkOptions {
  /** A folder of real data in the Balabit format; generated data serves without it. */
  readonly data?: string;
  /** How often ours and the peer take turns. */
  readonly rounds: number;
  /** Of the benchmark's own settings, those that were set. */
  readonly settings?: Readonly<Record<string, number>>;
  readonly onProgress?: (line: string) => void;
}

/**
 * The benchmarks of `bench/index.mjs` below the root.
 * @throws UsageError where there are none
 */
export async function loadBenchmarks(root: string): Promise<readonly Benchmark[]> {
  const file = join(root, "bench", "index.mjs");
  if (!existsSync(file)) {
    throw new UsageError(
      `${file}: the benchmarks expected, found none; they come with the repository, not the package`,
    );
  }
  const { benchmarks } = (await import(pathToFileURL(file).href)) as { benchmarks: readonly Benchmark[] };
  return benchmarks;
}

/** @throws UsageError for a name that no benchmark has */
export function selectBenchmarks(
  benchmarks: readonly Benchmark[],
  names: readonly string[],
): readonly Benchmark[] {
  if (names.length === 0) return benchmarks;
  return names.map((name) => {
    const found = benchmarks.find((benchmark) => benchmark.name === name);
    if (found !== undefined) return found;
    const known = benchmarks.map((benchmark) => benchmark.name).join(", ");
    throw new UsageError(`${name}: a benchmark's name expected, one of ${known}`);
  });
}

/**
 * What `--set NAME=VALUE` says of the chosen benchmarks' settings.
 * @throws UsageError for a setting that none of them has, or a value that it cannot take
 */
export function readSettings(
  words: readonly string[],
  benchmarks: readonly Benchmark[],
): Readonly<Record<string, number>> {
  const known = new Map(benchmarks.flatMap(({ settings = {} }) => Object.entries(settings)));
  const values = words.map((word): [string, number] => {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/.exec(word) ?? [];
    const setting = known.get(name);
    if (setting !== undefined) return [name, parseWholeNumber(`--set ${name}`, value, setting.least)];
    const names = known.size === 0 ? "these benchmarks have none" : `one of ${[...known.keys()].join(", ")}`;
    throw new UsageError(`--set: NAME=VALUE expected, ${names}, got "${word}"`);
  });
  return Object.fromEntries(values);
}
