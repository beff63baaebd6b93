import {
  type Benchmark,
  type BenchmarkRow,
  loadBenchmarks,
  readSettings,
  selectBenchmarks,
} from "../benchmarks.js";
import { repeatedOption, wholeNumberOption } from "../options.js";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

interface BenchOptions {
  readonly list?: boolean;
  readonly data?: string;
  readonly rounds: number;
  readonly set?: readonly string[];
}

export const bench: CommandModule<BenchOptions> = {
  words: "bench",
  summary: "measure speed and size, beside other programs where they are installed",
  examples: [
    ["bench --list", "which benchmarks there are"],
    ["bench", "all of them"],
    ["bench import --data data/balabit", "one of them, on real data"],
    ["bench live --set sessions=500 --set seconds=300", "one of them, with settings of its own"],
  ],
  declare(command) {
    command
      .argument("[names...]", "benchmarks to run; default: all")
      .option("--list", "list the benchmarks and run none")
      .option("--data <dir>", "a folder in the format balabit; default: generated data")
      .addOption(wholeNumberOption("--rounds <n>", "turns of ours and the other program").default(5))
      .addOption(repeatedOption("--set <name=value>", "a setting of a benchmark; --list shows them"));
  },
  async run(context, names, { list = false, data, rounds, set = [] }) {
    const benchmarks = selectBenchmarks(await loadBenchmarks(REPOSITORY_ROOT), names);
    if (list) {
      const listed = benchmarks.map(({ name, description, settings = {} }) => ({
        name,
        description,
        settings,
      }));
      return { json: { benchmarks: listed }, text: describeBenchmarks(listed) };
    }
    const settings = readSettings(set, benchmarks);
    const rows: BenchmarkRow[] = [];
    for (const { name, run } of benchmarks) {
      context.say(`Measuring ${name} …`);
      rows.push(
        ...(await run({ rounds, settings, onProgress: context.say, ...(data !== undefined && { data }) })),
      );
    }
    return { json: { rows }, text: describeRows(rows) };
  },
};

function describeBenchmarks(benchmarks: readonly Omit<Benchmark, "run">[]): string {
  return table(
    ["benchmark", "what it measures"],
    benchmarks.flatMap(({ name, description, settings = {} }) => [
      [name, description],
      ...Object.entries(settings).map(([setting, { description: meaning, value }]) => [
        "",
        `  --set ${setting}=${value}  ${meaning}`,
      ]),
    ]),
  );
}

function describeRows(rows: readonly BenchmarkRow[]): string {
  const number = (value: number | null) =>
    value === null ? "–" : value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
  const multiplies = rows.some(({ gflops }) => gflops !== undefined);
  return table(
    [
      "benchmark",
      "ours",
      "unit",
      "peer",
      "theirs",
      "ratio (> 1: ours is better)",
      ...(multiplies ? ["ours in GFLOP/s"] : []),
    ],
    rows.map(({ name, value, unit, peer, peerValue, ratio, gflops }) => [
      name,
      number(value),
      unit,
      peer ?? "–",
      number(peerValue),
      number(ratio),
      ...(multiplies ? [number(gflops ?? null)] : []),
    ]),
  );
}
