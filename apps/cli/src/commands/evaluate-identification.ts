import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRandom } from "@wristprint/core";
import {
  chooseSessions,
  evaluateOpenSet,
  expandSubjects,
  loadEncoder,
  openSetSvg,
} from "@wristprint/recognition";
import { Option } from "commander";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeOpenSet } from "../describe-open-set.js";
import { deviceOption, parseShare, parseWholeNumber, repeatedOption, wholeNumberOption } from "../options.js";
import type { CommandModule } from "./command.js";

interface EvaluateIdentificationOptions {
  readonly model: string;
  readonly data: string;
  readonly format?: string;
  readonly enrol: string;
  readonly probe: string;
  readonly blocks: readonly number[];
  readonly subject?: readonly string[];
  readonly enrolled: number;
  readonly divisions: number;
  readonly fpir: readonly number[];
  readonly plot?: string;
  readonly device?: string;
}

export const evaluateIdentification: CommandModule<EvaluateIdentificationOptions> = {
  words: "evaluate identification",
  summary: "measure how well an encoder names the people it knows, and nobody else, when strangers come too",
  examples: [
    [
      "evaluate identification --model models/encoder --data data/sapimouse --format sapimouse --enrol '*3min' --probe '*1min' --subject user73..user96 --plot open-set.svg",
      "half of the people whom the shipped encoder was not trained on are enrolled, the others are strangers; again and again",
    ],
    [
      "evaluate identification --model models/encoder --data store.parquet --enrol '*/first*' --probe '*/second*' --fpir 0.001 --json",
      "thresholds at which one search of strangers in 1,000 names somebody, chosen by other strangers",
    ],
  ],
  declare(command) {
    command
      .requiredOption("--model <encoder>", "an encoder's folder")
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .requiredOption(
        "--enrol <glob>",
        "sessions that references are made of: SESSION, SUBJECT/SESSION or PART/SUBJECT/SESSION, with * and ?",
      )
      .requiredOption(
        "--probe <glob>",
        "sessions that the people enrolled are searched by; strangers are by all of both",
      )
      .addOption(
        new Option("--blocks <list>", "blocks in a search, one set of figures for each number")
          .argParser((text) => text.split(",").map((part) => parseWholeNumber("--blocks", part.trim(), 1)))
          .default([1, 5], "1,5"),
      )
      .addOption(
        repeatedOption("--subject <name>", "these subjects alone; user1..user9 is a range; may be repeated"),
      )
      .addOption(
        new Option(
          "--enrolled <share>",
          "of the people; half of the rest are strangers to choose thresholds by",
        )
          .argParser((text) => parseShare("--enrolled", text))
          .default(0.5),
      )
      .addOption(wholeNumberOption("--divisions <n>", "times that people are divided").default(100))
      .addOption(
        new Option("--fpir <list>", "false positive identification rates that thresholds are chosen for")
          .argParser((text) => text.split(",").map((part) => parseShare("--fpir", part.trim())))
          .default([0.01, 0.05], "0.01,0.05"),
      )
      .option("--plot <file>", "an SVG of known people found by strangers taken for somebody")
      .addOption(deviceOption());
  },
  async run(context, _args, options) {
    const { model, data, format, subject, device, plot } = options;
    const encoder = await loadEncoder(model, device === undefined ? {} : { provider: device });
    try {
      const source = await dataSource(data, format);
      const filter = subject === undefined ? {} : { subjects: expandSubjects(subject) };
      const { traces } = await readSessions(context, source, filter);
      const result = await evaluateOpenSet({
        encoder,
        enrol: chooseSessions(traces, options.enrol),
        probe: chooseSessions(traces, options.probe),
        blocks: options.blocks,
        targets: options.fpir,
        enrolledShare: options.enrolled,
        divisions: options.divisions,
        random: createRandom(context.seed ?? 1),
      });
      if (plot !== undefined) await writeFile(resolve(context.cwd, plot), await openSetSvg(result));
      return { json: result, text: describeOpenSet(result) };
    } finally {
      await encoder.release();
    }
  },
};
