import { type ExperimentDefinition, parseDefinition, withSetting } from "../experiment/definition.js";
import type { Trial } from "./list-trials.js";
import type { Search } from "./search-definition.js";

/** A trial's name in files: "0007". */
export function trialName(number: number): string {
  return String(number).padStart(4, "0");
}

/**
 * The experiment that a trial runs: measured on the development part, its test left out.
 * @throws RecognitionError `bad-definition` that names the trial and its settings
 */
export function trialDefinition(search: Search, trial: Trial): ExperimentDefinition {
  const name = `${search.name}-${trialName(trial.number)}`;
  const origin = `${search.name}: trial ${trial.number} with ${JSON.stringify(trial.settings)}`;
  const { development } = search;
  return parseDefinition({ ...settingsOf(search, trial), name, development, published: [] }, origin);
}

/** The experiment with a trial's settings as it is to be reported: trained anew, and measured on its test. */
export function reportedDefinition(search: Search, trial: Trial): ExperimentDefinition {
  const base = parseDefinition(search.experiment, search.name);
  const { development: _, ...settings } = settingsOf(search, trial);
  const description =
    `${base.description} Found by the search ${search.name}, trial ${trial.number}: the best by ${search.metric} on ` +
    "development blocks; the test was in no trial.";
  return parseDefinition(
    {
      ...settings,
      name: `${search.name}-best`,
      title: `${base.title}, after a search`,
      description: description.trim(),
    },
    search.name,
  );
}

function settingsOf(search: Search, trial: Trial): Record<string, unknown> {
  return Object.entries(trial.settings)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .reduce(withSetting, search.experiment as Record<string, unknown>);
}
