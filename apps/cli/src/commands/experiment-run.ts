import { join } from "node:path";
import { readDefinition } from "@wristprint/recognition";
import type { Command } from "commander";
import { dataSource, formatOption } from "../data-source.js";
import { describeRun } from "../describe-run.js";
import { findExperiment } from "../experiment-files.js";
import { deviceOption, repeatedOption, wholeNumberOption } from "../options.js";
import { runDefinition } from "../run-definition.js";
import type { CommandModule } from "./command.js";

interface RunOptions {
  readonly data: string;
  readonly out?: string;
  readonly format?: string;
  readonly set?: readonly string[];
  readonly workers?: number;
  readonly device?: string;
}

/** Said by every command that trains. */
export const CHECKPOINTS_ARE_KEPT = "finished epochs are kept: the same command goes on from there";

export const experimentRun: CommandModule<RunOptions> = {
  words: "experiment run",
  summary: "run an experiment: train its models, measure them, write a folder with figures and models",
  examples: [
    [
      "experiment run balabit-authentication-plain-all --data balabit.parquet",
      "writes runs/balabit-authentication-plain-all with report.html, metrics.json and the models",
    ],
    [
      "experiment run mine.json --data data/balabit --format balabit --set training.epochs=8 --seed 3",
      "another number of epochs than mine.json says, and another seed",
    ],
  ],
  whenStopped: CHECKPOINTS_ARE_KEPT,
  declare(command) {
    command
      .argument("<experiment>", "a file, or a name out of `wristprint experiment list`")
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .option("--out <dir>", "the folder to write; default: runs/NAME");
    addRunOptions(command);
  },
  async run(context, args, { data, out, format, set = [], workers, device }) {
    const [experiment = ""] = args;
    const settings = [
      ...set,
      ...(format === undefined ? [] : [setting("data.format", format)]),
      ...(context.seed === undefined ? [] : [setting("seed", context.seed)]),
    ];
    const definition = readDefinition(findExperiment(experiment, context.cwd), settings);
    const source = await dataSource(data, definition.data.format);
    const run = await runDefinition(context, {
      definition,
      source,
      out: out ?? join("runs", definition.name),
      ...(workers !== undefined && { workers }),
      ...(device !== undefined && { device }),
    });
    return { json: run, text: describeRun(run) };
  },
};

/** Options of every command that trains. */
export function addRunOptions(command: Command): void {
  command
    .addOption(
      repeatedOption("--set <key=value>", "change a setting, such as training.epochs=8; may be repeated"),
    )
    .addOption(wholeNumberOption("--workers <n>", "models trained at a time; default: the cores"))
    .addOption(deviceOption());
}

/** A setting as `--set` takes it; the value stays what it is, be it a word that looks like a number. */
function setting(key: string, value: string | number): string {
  return `${key}=${JSON.stringify(value)}`;
}
