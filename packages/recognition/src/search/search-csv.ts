import { csvField } from "../report/index.js";
import { rankTrials } from "./rank-trials.js";
import type { OptionValue, Search } from "./search-definition.js";
import type { TrialResult } from "./trial-result.js";

/** An option's value as a word: a text as it is, all else as JSON. */
export function optionText(value: OptionValue | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** results.csv: a row per finished trial, best first: trial, the figure, a column per option, seconds, failure. */
export function searchCsv(search: Search, results: readonly TrialResult[]): string {
  const options = Object.keys(search.options);
  const rows = rankTrials(results, search.metric).map(({ trial, value, settings, seconds, failure = "" }) => [
    String(trial),
    value === null ? "" : String(value),
    ...options.map((key) => optionText(settings[key])),
    String(seconds),
    failure,
  ]);
  const header = ["trial", search.metric, ...options, "seconds", "failure"];
  return [header, ...rows].map((fields) => `${fields.map(csvField).join(",")}\r\n`).join("");
}
