import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRandom } from "@wristprint/core";
import { calibrationSvg, evaluateVerification as evaluate } from "@wristprint/recognition";
import { Option } from "commander";
import { describeVerification } from "../describe-verification.js";
import {
  compareWithEncoder,
  declareComparison,
  type EncoderComparisonOptions,
} from "../encoder-comparison.js";
import { parseShare } from "../options.js";
import type { CommandModule } from "./command.js";

interface EvaluateVerificationOptions extends EncoderComparisonOptions {
  readonly fmr: number;
  readonly calibration?: string;
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
    declareComparison(command, {
      probe: "sessions that are compared with them",
      blocks: "blocks in a probe, one figure for each number",
    })
      .addOption(
        new Option("--fmr <x>", "false match rate that the sequential test is set to")
          .argParser((text) => parseShare("--fmr", text))
          .default(0.01),
      )
      .option("--calibration <file>", "an SVG of what log-likelihood ratios claim beside what is so");
  },
  async run(context, _args, options) {
    const { blocks, fmr, calibration } = options;
    const result = await compareWithEncoder(context, options, (comparison) =>
      evaluate({ ...comparison, blocks, fmr, random: createRandom(context.seed ?? 1) }),
    );
    if (calibration !== undefined) {
      await writeFile(resolve(context.cwd, calibration), await calibrationSvg(result.byBlocks));
    }
    return { json: result, text: describeVerification(result) };
  },
};
