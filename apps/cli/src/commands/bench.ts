import { type BenchmarkRow, loadBenchmarks, selectBenchmarks } from "../benchmarks.js";
import { wholeNumberOption } from "../options.js";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

interface BenchOptions {
  readonly list?: boolean;
  readonly data?: string;
  readonly rounds: number;
}

export const bench: CommandModule<BenchOptions> = {
  words: "bench",
  summary: "measure speed and size, beside other programs where they are installed",
  examples: [
    ["bench --list", "which benchmarks there are"],
    ["bench", "all of them"],
    ["bench import --data data/balabit", "one of them, on real data"],
  ],
  declare(command) {
    command
      .argument("[names...]", "benchmarks to run; default: all")
      .option("--list", "list the benchmarks and run none")
      .option("--data <dir>", "a folder in the format balabit; default: generated data")
      .addOption(wholeNumberOption("--rounds <n>", "turns of ours and the other program").default(5));
  },
  async run(context, names, { list = false, data, rounds }) {
    const benchmarks = selectBenchmarks(await loadBenchmarks(REPOSITORY_ROOT), names);
    if (list) {
      const listed = benchmarks.map(({ name, description }) => ({ name, description }));
      const text = table(
        ["benchmark", "what it measures"],
        listed.map(({ name, description }) => [name, description]),
      );
      return { json: { benchmarks: listed }, text };
    }
    const rows: BenchmarkRow[] = [];
    for (const { name, run } of benchmarks) {
      context.say(`Measuring ${name} …`);
      rows.push(...(await run({ rounds, onProgress: context.say, ...(data !== undefined && { data }) })));
    }
    return { json: { rows }, text: describeRows(rows) };
  },
};

function describeRows(rows: readonly BenchmarkRow[]): string {
  const number = (value: number | null) =>
    value === null ? "–" : value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
  return table(
    ["benchmark", "ours", "unit", "peer", "theirs", "ratio (> 1: ours is better)"],
    rows.map(({ name, value, unit, peer, peerValue, ratio }) => [
      name,
      number(value),
      unit,
      peer ?? "–",
      number(peerValue),
      number(ratio),
    ]),
  );
}
