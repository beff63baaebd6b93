/** The files that tell how a search stands: written anew whenever it is asked. */
import { join } from "node:path";
import { renderSvg } from "@wristprint/plots";
import { listTrials, type Trial } from "./list-trials.js";
import { bestTrial, rankTrials } from "./rank-trials.js";
import { searchCsv } from "./search-csv.js";
import type { Search } from "./search-definition.js";
import { searchPlot } from "./search-plot.js";
import { reportedDefinition } from "./trial-definition.js";
import type { TrialResult } from "./trial-result.js";
import { replaceFile } from "./write-file.js";

/**
 * results.json and results.csv, best first; best.json, the experiment to report on; options.svg, a picture.
 * @param results of finished trials
 */
export async function searchFiles(
  search: Search,
  results: readonly TrialResult[],
): Promise<Map<string, string>> {
  const { name, title, metric, seed } = search;
  const trials = listTrials(search);
  const ranked = rankTrials(results, metric);
  const files = new Map<string, string>([
    ["results.csv", searchCsv(search, results)],
    ["results.json", json({ name, title, metric, seed, trials: trials.length, results: ranked })],
  ]);
  const best = bestTrial(results, metric);
  const trial = trials.find(({ number }) => number === best?.trial) as Trial;
  if (best !== undefined) files.set("best.json", json(reportedDefinition(search, trial)));
  const plot = searchPlot(search, results);
  if (plot !== undefined) files.set("options.svg", await renderSvg(plot, { id: "options", label: title }));
  return files;
}

/** @returns the files' names */
export async function writeSearchFiles(
  folder: string,
  search: Search,
  results: readonly TrialResult[],
): Promise<string[]> {
  const files = await searchFiles(search, results);
  for (const [name, content] of files) replaceFile(join(folder, name), content);
  return [...files.keys()];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
