import { readDefinition } from "@wristprint/recognition";
import { listExperiments } from "../experiment-files.js";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

export const experimentList: CommandModule = {
  words: "experiment list",
  summary: "list the experiments that `experiment run` knows by name",
  examples: [["experiment list", "those in ./experiments and those that come with wristprint"]],
  declare() {},
  async run({ cwd }) {
    const experiments = listExperiments(cwd).map(({ name, file }) => {
      const { title, task } = readDefinition(file);
      return { name, title, task, file };
    });
    const rows = experiments.map(({ name, title }) => [name, title]);
    return { json: { experiments }, text: table(["name", "title"], rows) };
  },
};
