import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRandom } from "@wristprint/core";
import { evaluateOpenSet, openSetSvg } from "@wristprint/recognition";
import { Option } from "commander";
import { describeOpenSet } from "../describe-open-set.js";
import {
  compareWithEncoder,
  declareComparison,
  type EncoderComparisonOptions,
} from "../encoder-comparison.js";
import { parseShare, wholeNumberOption } from "../options.js";
import type { CommandModule } from "./command.js";

interface EvaluateIdentificationOptions extends EncoderComparisonOptions {
  readonly enrolled: number;
  readonly divisions: number;
  readonly fpir: readonly number[];
  readonly plot?: string;
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
    declareComparison(command, {
      probe: "sessions that the people enrolled are searched by; strangers are by all of both",
      blocks: "blocks in a search, one set of figures for each number",
    })
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
      .option("--plot <file>", "an SVG of known people found by strangers taken for somebody");
  },
  async run(context, _args, options) {
    const result = await compareWithEncoder(context, options, (comparison) =>
      evaluateOpenSet({
        ...comparison,
        blocks: options.blocks,
        targets: options.fpir,
        enrolledShare: options.enrolled,
        divisions: options.divisions,
        random: createRandom(context.seed ?? 1),
      }),
    );
    if (options.plot !== undefined) {
      await writeFile(resolve(context.cwd, options.plot), await openSetSvg(result));
    }
    return { json: result, text: describeOpenSet(result) };
  },
};
