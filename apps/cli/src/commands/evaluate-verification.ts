import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRandom } from "@wristprint/core";
import {
  calibrationSvg,
  chooseSessions,
  evaluateVerification as evaluate,
  expandSubjects,
  loadEncoder,
} from "@wristprint/recognition";
import { Option } from "commander";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeVerification } from "../describe-verification.js";
import { deviceOption, parseShare, parseWholeNumber, repeatedOption } from "../options.js";
import type { CommandModule } from "./command.js";

interface EvaluateVerificationOptions {
  readonly model: string;
  readonly data: string;
  readonly format?: string;
  readonly enrol: string;
  readonly probe: string;
  readonly blocks: readonly number[];
  readonly subject?: readonly string[];
  readonly fmr: number;
  readonly calibration?: string;
  readonly device?: string;
}

export const evaluateVerification: CommandModule<EvaluateVerificationOptions> = {
  words: "evaluate verification",
  summary: "measure how well an encoder tells people apart: error rates by the number of blocks",
  examples: [
    [
      "evaluate verification --model models/encoder --data data/sapimouse --format sapimouse --enrol '*3min' --probe '*1min' --subject user73..user96",
      "people whom the shipped encoder was not trained on: each one's long session enrols, all short ones probe",
    ],
    [
      "evaluate verification --model models/encoder --data store.parquet --enrol '*/first*' --probe '*/second*' --blocks 1,5 --json",
      "probes of one block and of five; sessions of any names",
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
      .requiredOption("--probe <glob>", "sessions that are compared with them")
      .addOption(
        new Option("--blocks <list>", "blocks in a probe, one figure for each number")
          .argParser((text) => text.split(",").map((part) => parseWholeNumber("--blocks", part.trim(), 1)))
          .default([1, 5], "1,5"),
      )
      .addOption(
        repeatedOption("--subject <name>", "these subjects alone; user1..user9 is a range; may be repeated"),
      )
      .addOption(
        new Option("--fmr <x>", "false match rate that the sequential test is set to")
          .argParser((text) => parseShare("--fmr", text))
          .default(0.01),
      )
      .option("--calibration <file>", "an SVG of what log-likelihood ratios claim beside what is so")
      .addOption(deviceOption());
  },
  async run(
    context,
    _args,
    { model, data, format, enrol, probe, blocks, subject, fmr, calibration, device },
  ) {
    const encoder = await loadEncoder(model, device === undefined ? {} : { provider: device });
    try {
      const source = await dataSource(data, format);
      const filter = subject === undefined ? {} : { subjects: expandSubjects(subject) };
      const { traces } = await readSessions(context, source, filter);
      const result = await evaluate({
        encoder,
        enrol: chooseSessions(traces, enrol),
        probe: chooseSessions(traces, probe),
        blocks,
        fmr,
        random: createRandom(context.seed ?? 1),
      });
      if (calibration !== undefined) {
        await writeFile(resolve(context.cwd, calibration), await calibrationSvg(result.byBlocks));
      }
      return { json: result, text: describeVerification(result) };
    } finally {
      await encoder.release();
    }
  },
};
