import { DATASET_FORMATS } from "@wristprint/datasets";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

export const datasetsFormats: CommandModule = {
  words: "datasets formats",
  summary: "list the data set formats that can be read",
  examples: [["datasets formats", "names for --format, and how each data set's folder looks"]],
  declare() {},
  async run() {
    const formats = DATASET_FORMATS.map(({ name, title, layout }) => ({ name, title, layout }));
    return {
      json: { formats },
      text: table(
        ["format", "data set", "files"],
        formats.map(({ name, title, layout }) => [name, title, layout]),
      ),
    };
  },
};
