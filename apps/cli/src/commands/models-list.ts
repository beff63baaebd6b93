import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { loadDetector } from "@wristprint/liveness";
import { ARCHITECTURES, describeNetwork, readModelFile } from "@wristprint/recognition";
import { untrainedNetwork } from "../model-source.js";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { formatCount, table } from "../table.js";
import type { CommandModule } from "./command.js";

export const modelsList: CommandModule = {
  words: "models list",
  summary:
    "list the networks that experiments can train, and the trained models in ./models and with wristprint",
  examples: [["models list", "names that `models describe` and an experiment's `architecture` know"]],
  declare() {},
  async run({ cwd }) {
    const architectures = ARCHITECTURES.map(({ name, source }) => {
      const { parameters, receptiveField } = describeNetwork(untrainedNetwork(name));
      return { name, parameters, receptiveField, source };
    });
    const models = await trainedModels(cwd);
    return {
      json: { architectures, models },
      text: [
        table(
          ["architecture", "parameters", "sees", "source"],
          architectures.map(({ name, parameters, receptiveField, source }) => [
            name,
            parameters,
            receptiveField,
            source,
          ]),
        ),
        "",
        "Parameters are for 10 classes and blocks of 128 differences of velocity; `sees` is how many differences",
        "of a block one place in the last layer along time depends on.",
        ...(models.length === 0
          ? []
          : [
              "",
              table(
                ["trained model", "task", "architecture", "parameters"],
                models.map(({ path, task, architecture, parameters }) => [
                  path,
                  task,
                  architecture,
                  parameters === null ? "" : formatCount(parameters),
                ]),
              ),
            ]),
      ].join("\n"),
    };
  },
};

interface TrainedModel {
  readonly path: string;
  readonly name: string;
  readonly task: string;
  readonly architecture: string;
  /** `null` for what has none that count, such as trees. */
  readonly parameters: number | null;
}

/** Folders under `models`, here and in the repository of this command, that hold a network or trees with their card. */
async function trainedModels(cwd: string): Promise<TrainedModel[]> {
  const homes = new Set([resolve(cwd, "models"), resolve(REPOSITORY_ROOT, "models")]);
  const folders = [...homes].flatMap((home) =>
    existsSync(home) ? readdirSync(home).map((name) => join(home, name)) : [],
  );
  const models: TrainedModel[] = [];
  for (const folder of folders) {
    const has = (file: string) => existsSync(join(folder, file));
    if (!has("model.json")) continue;
    const path = relative(cwd, folder);
    if (has("model.onnx")) {
      const { card, network } = readModelFile(folder);
      const { parameters } = describeNetwork(network);
      models.push({ path, name: card.name, task: card.task, architecture: network.name, parameters });
    } else if (has("trees.json")) {
      const { name, task, features } = (await loadDetector(folder)).card;
      const architecture = `boosted trees, ${features.length} features`;
      models.push({ path, name, task, architecture, parameters: null });
    }
  }
  return models;
}
