import { SCALINGS, SIGNALS } from "@wristprint/core";
import { ARCHITECTURES } from "@wristprint/recognition";
import { dataSource, formatOption } from "../data-source.js";
import { describeRun } from "../describe-run.js";
import { choiceOption, positiveNumberOption, repeatedOption, wholeNumberOption } from "../options.js";
import { runDefinition } from "../run-definition.js";
import { amountOption, type TrainOptions, trainDefinition } from "../train-definition.js";
import type { CommandModule } from "./command.js";
import { addRunOptions, CHECKPOINTS_ARE_KEPT } from "./experiment-run.js";

interface TrainCommandOptions extends TrainOptions {
  readonly data: string;
  readonly out: string;
  readonly workers?: number;
  readonly device?: string;
}

export const train: CommandModule<TrainCommandOptions> = {
  words: "train",
  summary: "train and measure models without a file: what is not said is as in the paper's PLAIN experiments",
  examples: [
    [
      "train --task authentication --data balabit.parquet --out models/users",
      "a model for each user, models/users/models/USER.onnx with its card USER.json",
    ],
    [
      "train --task authentication --user user7 --data data/balabit --format balabit --out models/user7",
      "one user's model, models/user7/model.onnx, with the other users as impostors",
    ],
    [
      "train --task identification --data balabit.parquet --out models/who --epochs 8 --seed 3",
      "one model that tells all users apart, models/who/model.onnx",
    ],
  ],
  whenStopped: CHECKPOINTS_ARE_KEPT,
  declare(command) {
    command
      .addOption(
        choiceOption("--task <task>", "what the models decide", [
          "identification",
          "authentication",
        ]).makeOptionMandatory(),
      )
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .requiredOption("--out <model>", "the folder to write: models, figures, report")
      .addOption(repeatedOption("--user <name>", "authentication of this user alone; may be repeated"))
      .addOption(
        choiceOption(
          "--architecture <name>",
          "the network",
          ARCHITECTURES.map(({ name }) => name),
        ),
      )
      .addOption(choiceOption("--signal <name>", "what a difference holds", Object.keys(SIGNALS)))
      .addOption(wholeNumberOption("--block-size <n>", "differences in a block"))
      .addOption(choiceOption("--chunks <kind>", "what becomes of leftovers", ["drop", "concatenate"]))
      .addOption(choiceOption("--scaling <kind>", "how blocks are scaled", Object.keys(SCALINGS)))
      .addOption(
        choiceOption("--scaling-scope <scope>", "each block by itself, or all by the training blocks", [
          "block",
          "data",
        ]),
      )
      .addOption(amountOption("--amount <all|n>", "training blocks of each user"))
      .addOption(wholeNumberOption("--test-blocks <n>", "test blocks of each user"))
      .addOption(choiceOption("--split <order>", "how test blocks are chosen", ["chronological", "random"]))
      .addOption(wholeNumberOption("--epochs <n>", "passes over the training blocks"))
      .addOption(wholeNumberOption("--batch <n>", "blocks in a training step"))
      .addOption(positiveNumberOption("--learning-rate <x>", "Adam's step size"));
    addRunOptions(command);
  },
  async run(context, _args, { data, out, workers, device, ...options }) {
    const definition = trainDefinition(options, out, context.seed);
    const source = await dataSource(data, options.format);
    const run = await runDefinition(context, {
      definition,
      source,
      out,
      ...(workers !== undefined && { workers }),
      ...(device !== undefined && { device }),
    });
    return { json: run, text: describeRun(run) };
  },
};
