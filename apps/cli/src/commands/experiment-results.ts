import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { readResultIndex } from "../results/result-index.js";
import { resultsPage } from "../results/results-page.js";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

interface ResultsOptions {
  readonly index?: string;
  readonly out?: string;
}

export const experimentResults: CommandModule<ResultsOptions> = {
  words: "experiment results",
  summary: "list every measured figure beside the published one, or write them as a page",
  examples: [
    ["experiment results", "those of experiments/index.csv, which comes with wristprint"],
    ["experiment results --out docs/results.md", "the same with protocols and commands, as Markdown"],
  ],
  declare(command) {
    command
      .option("--index <csv>", "the figures; default: experiments/index.csv of wristprint")
      .option("--out <file>", "write them as a page of Markdown");
  },
  async run({ cwd }, _args, { index, out }) {
    const file =
      index === undefined ? join(REPOSITORY_ROOT, "experiments", "index.csv") : resolve(cwd, index);
    const results = readResultIndex(file);
    if (out !== undefined) await writeFile(resolve(cwd, out), resultsPage(results));
    const rows = results.map(({ what, metric, blocks, published, ours }) => [
      what,
      blocks === "" ? metric : `${metric}, ${blocks}`,
      published === "" ? "–" : published,
      ours,
    ]);
    const listed = table(["what", "figure, blocks", "published", "ours"], rows);
    return { json: { results }, text: out === undefined ? listed : `Page: ${out}` };
  },
};
