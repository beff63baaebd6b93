import { type ImportReport, importDataset } from "@wristprint/datasets";
import { formatOption } from "../data-source.js";
import { describeRejections } from "../describe-rejections.js";
import { countOf, formatCount, formatSeconds } from "../table.js";
import type { CommandModule } from "./command.js";

interface ImportOptions {
  readonly format: string;
  readonly out: string;
}

export const datasetsImport: CommandModule<ImportOptions> = {
  words: "datasets import",
  summary: "import a data set's files into a store: one Parquet file",
  examples: [
    [
      "datasets import data/balabit --format balabit --out balabit.parquet",
      "then give balabit.parquet wherever a command asks for data",
    ],
  ],
  whenStopped: "no store was written, what is left of it ends in .part; the same command begins again",
  declare(command) {
    command
      .argument("<dir>", "the data set's folder")
      .addOption(formatOption().makeOptionMandatory())
      .requiredOption("--out <store>", "the store to write, such as NAME.parquet; replaced if it is there");
  },
  async run(context, args, { format, out }) {
    const [dir = ""] = args;
    const begun = context.clock();
    const progress = context.progress("importing");
    const report = await importDataset({
      dir,
      format,
      out,
      onProgress: ({ sessionsDone, sessionsTotal, events }) =>
        progress.update(
          sessionsDone,
          sessionsTotal,
          `${formatCount(sessionsDone)} of ${countOf(sessionsTotal, "session")}, ${countOf(events, "event")}`,
        ),
    });
    progress.end();
    const seconds = Math.round(context.clock() - begun) / 1000;
    return { json: { ...report, seconds }, text: describeImport(report, seconds) };
  },
};

function describeImport(report: ImportReport, seconds: number): string {
  const { sessions, subjects, events, bytes, store, backwards, merged, rejected } = report;
  const lines = [
    `Imported ${countOf(sessions, "session")} of ${countOf(subjects, "subject")}, ${countOf(events, "event")}, in ${formatSeconds(seconds)}`,
    `Store: ${store} (${countOf(bytes, "byte")})`,
  ];
  if (backwards > 0) lines.push(`${countOf(backwards, "event")} kept whose time runs backwards`);
  if (merged > 0) lines.push(`${countOf(merged, "row")} merged that repeated the row above`);
  return [...lines, ...describeRejections(rejected)].join("\n");
}
