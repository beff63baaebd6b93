import { bestTrial, optionText, rankTrials, type Search, type TrialResult } from "@wristprint/recognition";
import { countOf, formatFigure, formatSeconds, table } from "../table.js";

/** Rows that a person is shown; results.csv has them all. */
const SHOWN = 30;

/** How a search stands, for a person: the finished trials, best first. */
export function describeSearch(search: Search, results: readonly TrialResult[]): string {
  const options = Object.keys(search.options);
  const rows = rankTrials(results, search.metric).map(({ trial, value, settings, seconds, failure }) => [
    String(trial),
    formatFigure(value),
    ...options.map((key) => optionText(settings[key])),
    failure ?? formatSeconds(seconds),
  ]);
  const more = rows.length > SHOWN ? [`… and ${rows.length - SHOWN} more: see results.csv`] : [];
  const header = ["trial", search.metric, ...options, "took"];
  return [table(header, rows.slice(0, SHOWN)), ...more].join("\n");
}

/** How a search stands, as JSON. */
export function searchStatus(search: Search, trials: number, results: readonly TrialResult[]) {
  const { name, metric, seed, development } = search;
  const best = bestTrial(results, metric);
  return {
    name,
    seed,
    metric,
    development,
    trials,
    finished: results.length,
    failed: results.filter(({ value }) => value === null).length,
    best: best === undefined ? null : { trial: best.trial, value: best.value, settings: best.settings },
    results: rankTrials(results, metric),
  };
}

/** In one line, such as "7 of 12 trials finished, 1 of them failed". */
export function describeCounts(trials: number, results: readonly TrialResult[]): string {
  const failed = results.filter(({ value }) => value === null).length;
  const failures = failed === 0 ? "" : `, ${failed} of them failed`;
  return `${results.length} of ${countOf(trials, "trial")} finished${failures}`;
}
