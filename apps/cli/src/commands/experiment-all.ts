import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Option } from "commander";
import { describeEvidence, evidenceCsv, evidenceRows } from "../evidence/evidence-table.js";
import { planCommands } from "../evidence/plan-commands.js";
import { readQuickRules } from "../evidence/quick-words.js";
import { openResultFiles } from "../evidence/result-files.js";
import { countOutcomes, runCommands } from "../evidence/run-commands.js";
import { startCommand } from "../evidence/start-command.js";
import { repeatedOption } from "../options.js";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { readResultIndex } from "../results/result-index.js";
import { formatSeconds } from "../table.js";
import { UsageError } from "../usage-error.js";
import type { CommandModule } from "./command.js";

interface AllOptions {
  readonly data: string;
  readonly out?: string;
  readonly quick?: boolean;
  readonly only?: readonly string[];
  readonly index?: string;
}

export const experimentAll: CommandModule<AllOptions> = {
  words: "experiment all",
  summary:
    "run the command of every measured figure, and set what comes out beside the index and the published",
  examples: [
    [
      "experiment all --data data",
      "all of experiments/index.csv whose data is in data/balabit, data/sapimouse, data/slider and data/delbot; hours",
    ],
    [
      "experiment all --data data --quick",
      "the same commands made short by experiments/evidence/quick.json: whether they work, not what they reach",
    ],
    ["experiment all --data data --only transfer --only bilstm", "some of them"],
  ],
  whenStopped: "what is finished is kept: the same command goes on from there",
  declare(command) {
    command
      .addOption(
        new Option(
          "--data <dir>",
          "a folder that holds a folder for each data set: balabit, sapimouse, slider, delbot; what needs another is skipped",
        )
          .env("WRISTPRINT_DATASETS")
          .makeOptionMandatory(),
      )
      .option(
        "--out <dir>",
        "where results and runs go, and are kept; default: runs/all, with --quick runs/quick",
      )
      .option("--quick", "few epochs, blocks and rounds, as experiments/evidence/quick.json says")
      .addOption(
        repeatedOption(
          "--only <text>",
          "commands alone that have this in them, or in their figures; may be repeated",
        ),
      )
      .option("--index <csv>", "the figures; default: experiments/index.csv of wristprint");
  },
  async run(context, _args, { data, out, quick = false, only, index }) {
    const experiments = join(REPOSITORY_ROOT, "experiments");
    const rows = readResultIndex(
      index === undefined ? join(experiments, "index.csv") : resolve(context.cwd, index),
    );
    const folder = resolve(context.cwd, out ?? join("runs", quick ? "quick" : "all"));
    const planned = planCommands({
      rows,
      data: resolve(context.cwd, data),
      quick: quick ? readQuickRules(join(experiments, "evidence", "quick.json")) : [],
      seed: context.seed,
      cwd: folder,
    });
    const chosen = chooseCommands(planned, only);
    if (chosen.every(({ missing }) => missing.length > 0)) {
      const names = [...new Set(chosen.flatMap(({ missing }) => missing))].join(", ");
      throw new UsageError(`--data: a folder that holds ${names || "data sets"} expected, got ${data}`);
    }
    mkdirSync(folder, { recursive: true });
    const started = context.clock();
    const outcomes = await runCommands({
      planned: chosen,
      files: await openResultFiles(folder),
      run: (words) => startCommand(words, folder, (line) => context.say(`  ${line}`)),
      say: context.say,
      clock: context.clock,
      today: () => new Date().toISOString().slice(0, 10),
    });
    const seconds = (context.clock() - started) / 1000;
    const found = evidenceRows(rows, outcomes);
    const file = join(folder, "results.csv");
    await writeFile(file, evidenceCsv(found));
    const summary = `${countOutcomes(outcomes.values())}, in ${formatSeconds(seconds)}; ${file}`;
    const failed = [...outcomes].flatMap(([command, outcome]) =>
      outcome.state === "failed" ? [{ command, reason: outcome.reason }] : [],
    );
    if (failed.length > 0) {
      context.say(describeEvidence(found, quick));
      for (const { command, reason } of failed) context.say(`failed, ${reason}: ${command}`);
      throw new Error(`${summary}; failed: ${failed.map(({ command }) => command).join("; ")}`);
    }
    const text = `${describeEvidence(found, quick)}\n\n${summary}`;
    return { json: { out: folder, quick, seconds, rows: found }, text };
  },
};

/** Those that have one of the texts in them, and all that they need. */
function chooseCommands(
  planned: ReturnType<typeof planCommands>,
  only: readonly string[] | undefined,
): ReturnType<typeof planCommands> {
  if (only === undefined) return planned;
  const wanted = new Set<string>();
  const want = (command: string) => {
    wanted.add(command);
    for (const need of planned.find((one) => one.command === command)?.needs ?? []) want(need);
  };
  for (const { command, rows } of planned) {
    const texts = [command, ...rows.flatMap(({ section, what, metric }) => [section, what, metric])];
    if (only.some((part) => texts.some((text) => text.toLowerCase().includes(part.toLowerCase()))))
      want(command);
  }
  if (wanted.size === 0) throw new UsageError(`--only: no row of the index has ${only.join(" or ")} in it`);
  return planned.filter(({ command }) => wanted.has(command));
}
