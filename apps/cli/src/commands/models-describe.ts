import { writeFile } from "node:fs/promises";
import { SIGNALS, type Signal } from "@wristprint/core";
import {
  architecture,
  describeNetwork,
  describeOneClass,
  type ModelFile,
  networkSvg,
} from "@wristprint/recognition";
import { describeLayers } from "../describe-layers.js";
import { describeOneClassModel } from "../describe-one-class.js";
import { findModel, findOneClass, untrainedNetwork } from "../model-source.js";
import { choiceOption, wholeNumberOption } from "../options.js";
import { UsageError } from "../usage-error.js";
import type { CommandModule } from "./command.js";

interface DescribeOptions {
  readonly blockSize?: number;
  readonly signal?: Signal;
  readonly classes?: number;
  readonly svg?: string;
}

export const modelsDescribe: CommandModule<DescribeOptions> = {
  words: "models describe",
  summary: "tell a network's layers: what each makes of a block, what it learns, how much it sees",
  examples: [
    ["models describe mcdcnn", "the network of the published experiments, for ten users"],
    ["models describe fcn --signal sixChannel --classes 96 --svg fcn.svg", "for other blocks, and drawn"],
    ["models describe models/encoder", "a trained model, by its folder or either of its files"],
    ["models describe runs/mine/models/ann.json", "one person's of a run, with layers or without"],
  ],
  declare(command) {
    command
      .argument(
        "<model>",
        "an architecture out of `wristprint models list`, or a trained model's file or folder",
      )
      .addOption(
        wholeNumberOption("--block-size <n>", "of an architecture: differences in a block; default: 128"),
      )
      .addOption(
        choiceOption(
          "--signal <name>",
          "of an architecture: what a difference holds; default: velocity",
          Object.keys(SIGNALS),
        ),
      )
      .addOption(wholeNumberOption("--classes <n>", "of an architecture: outputs; default: 10"))
      .option("--svg <file>", "draw it into this file too");
  },
  async run({ cwd }, args, { svg, ...wanted }) {
    const [name = ""] = args;
    const oneClass = findOneClass(name, cwd);
    if (oneClass !== undefined) {
      refuseWanted(wanted);
      if (svg !== undefined)
        throw new UsageError("--svg: a network expected with it, this model has no layers");
      const model = describeOneClass(oneClass);
      return { json: model, text: describeOneClassModel(model) };
    }
    const file = findModel(name, cwd);
    if (file) refuseWanted(wanted);
    const network = describeNetwork(file?.network ?? untrainedNetwork(name, wanted));
    if (svg !== undefined) await writeFile(svg, networkSvg(network));
    const origin = file ? aboutFile(file) : { source: architecture(name).source };
    return {
      json: { ...network, ...origin, ...(svg !== undefined && { svg }) },
      text: describeLayers(network, origin, svg),
    };
  },
};

/** @throws UsageError: a trained model has its input and its classes */
function refuseWanted(wanted: Omit<DescribeOptions, "svg">): void {
  const given = (["blockSize", "signal", "classes"] as const).find((key) => wanted[key] !== undefined);
  if (given === undefined) return;
  const option = { blockSize: "--block-size", signal: "--signal", classes: "--classes" }[given];
  throw new UsageError(`${option}: an architecture's name expected with it, a trained model is as it is`);
}

function aboutFile({ path, card, sha256 }: ModelFile) {
  const { name, task, preprocessing, classes } = card;
  return { file: { path, name, task, preprocessing, sha256, ...(classes && { people: classes }) } };
}
