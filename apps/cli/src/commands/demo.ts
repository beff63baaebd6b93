import { join } from "node:path";
import { writeDemonstration } from "@wristprint/datasets";
import { readDefinition } from "@wristprint/recognition";
import { headlineTable } from "../describe-run.js";
import { findExperiment } from "../experiment-files.js";
import { type FinishedRun, runDefinition } from "../run-definition.js";
import { countOf, formatSeconds } from "../table.js";
import { isFree, writeWholeFolder } from "../whole-folder.js";
import type { CommandContext, CommandModule } from "./command.js";
import { addRunOptions, CHECKPOINTS_ARE_KEPT } from "./experiment-run.js";

interface DemoOptions {
  readonly out: string;
  readonly data: string;
  readonly set?: readonly string[];
  readonly workers?: number;
  readonly device?: string;
}

const EXPERIMENT = "demonstration-authentication";

export const demo: CommandModule<DemoOptions> = {
  words: "demo",
  summary: "the main job on generated data: train a model for each person, measure, write a report",
  examples: [
    ["demo", "writes runs/demonstration with report.html; the data lies in runs/demonstration-data"],
  ],
  whenStopped: CHECKPOINTS_ARE_KEPT,
  declare(command) {
    command
      .option("--out <dir>", "the folder to write", join("runs", "demonstration"))
      .option("--data <dir>", "where the data is, or is generated", join("runs", "demonstration-data"));
    addRunOptions(command);
  },
  async run(context, _args, { out, data, set = [], workers, device }) {
    await provideData(context, data);
    const settings = context.seed === undefined ? set : [...set, `seed=${JSON.stringify(context.seed)}`];
    const definition = readDefinition(findExperiment(EXPERIMENT, context.cwd), settings);
    context.say(`Training a model for each person (experiment ${EXPERIMENT}) …`);
    const run = await runDefinition(context, {
      definition,
      source: { dir: data, format: "balabit" },
      out,
      ...(workers !== undefined && { workers }),
      ...(device !== undefined && { device }),
    });
    return { json: run, text: describeDemonstration(run, data) };
  },
};

async function provideData(context: CommandContext, data: string): Promise<void> {
  if (!(await isFree(data))) return context.say(`Data: ${data}, generated before.`);
  context.say("Generating sessions of people who do not exist …");
  const { sessions, subjects, events } = await writeWholeFolder(data, (folder) =>
    writeDemonstration(folder, {}),
  );
  const what = `${countOf(sessions, "session")} of ${countOf(subjects, "person", "people")}`;
  context.say(`Data: ${data}, ${what}, ${countOf(events, "event")}.`);
}

function describeDemonstration(run: FinishedRun, data: string): string {
  const people = Object.keys(run.metrics.auc?.perUser ?? {}).length;
  const { auc, eer } = run.metrics;
  return [
    `Done in ${formatSeconds(run.seconds)}: for each of ${countOf(people, "made-up person", "made-up people")} a network learned to tell`,
    "that person's pointer movements from everyone else's, and was tried on movements it had not seen.",
    "",
    headlineTable(run),
    "",
    `Of two stretches of 128 pointer steps, one the owner's and one a stranger's, the owner's gets the higher`,
    `score ${percent(auc?.mean)} of the time. With owners refused as often as strangers are let in, either`,
    `happens ${percent(eer?.mean)} of the time. The people are generated: how well real ones are told apart,`,
    "only an experiment on real data says (wristprint experiment list).",
    "",
    `Data    ${data}`,
    `Report  ${join(run.out, "report.html")}`,
  ].join("\n");
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${(100 * share).toFixed(1)} %`;
}
