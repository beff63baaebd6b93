import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CoreError, type Trace } from "@wristprint/core";
import { GraphError } from "@wristprint/neural";
import type { ExperimentDefinition } from "../experiment/definition.js";
import { type RunProgress, runExperiment } from "../experiment/run-experiment.js";
import type { RunResult } from "../experiment/run-files.js";
import { RecognitionError } from "../recognition-error.js";
import type { RunMetrics } from "../report/index.js";
import type { Trial } from "./list-trials.js";
import type { Search } from "./search-definition.js";
import { trialDefinition } from "./trial-definition.js";
import type { TrialResult } from "./trial-result.js";

export interface RunTrialOptions {
  readonly search: Search;
  readonly trial: Trial;
  readonly traces: readonly Trace[];
  /** What the data was read as. */
  readonly format: string;
  /** The run's folder: a run that was killed there goes on from its checkpoints, a finished one is not repeated. */
  readonly out: string;
  /** As {@link runExperiment}'s. */
  readonly device?: string;
  /** What it throws ends the run; finished epochs are kept. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Milliseconds. */
  readonly clock?: () => number;
}

/**
 * Runs a trial, on one core, to its figures. A trial that cannot be trained or measured with its settings has a
 * result too, which says so; what has nothing to do with them (a full disk, a device that does not work here) is thrown.
 */
export async function runTrial(options: RunTrialOptions): Promise<TrialResult> {
  const { search, trial, clock = performance.now.bind(performance) } = options;
  const { number, settings } = trial;
  const began = clock();
  try {
    const run = finishedRun(options) ?? (await runAnew(options));
    const value = headline(run.metrics, search.metric);
    if (value === null) throw new RecognitionError("not-enough-data", `the run has no ${search.metric}`);
    return { trial: number, settings, value, metrics: run.metrics, seconds: run.seconds };
  } catch (error) {
    if (!isOfTheTrial(error)) throw error;
    const failure = error.message.trim().replace(/\s*[\r\n]+\s*/g, " ");
    return { trial: number, settings, value: null, seconds: (clock() - began) / 1000, failure };
  }
}

async function runAnew({ search, trial, ...options }: RunTrialOptions): Promise<RunResult> {
  const definition = trialDefinition(search, trial);
  requireModels(definition);
  return runExperiment({ ...options, definition, workers: 1, figuresOnly: true });
}

/** A run whose process was killed between its last step and the result's keeping. */
function finishedRun({ out }: RunTrialOptions): RunResult | undefined {
  try {
    return JSON.parse(readFileSync(join(out, "metrics.json"), "utf8")) as RunResult;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function headline(metrics: RunMetrics, name: Search["metric"]): number | null {
  const metric = metrics[name];
  if (metric === undefined) return null;
  const value = "value" in metric ? metric.value : metric.mean;
  return value !== null && Number.isFinite(value) ? value : null;
}

/** A model that this machine lacks is no reason why the trial cannot be done. */
function requireModels({ name, initial, oneClass }: ExperimentDefinition): void {
  const features = typeof oneClass?.input === "object" ? oneClass.input.features : undefined;
  for (const path of [initial?.from, features]) {
    if (path === undefined || existsSync(path)) continue;
    throw new RecognitionError("bad-model", `${name}: ${path}: a model expected, nothing is there`);
  }
}

function isOfTheTrial(error: unknown): error is Error {
  if (error instanceof RecognitionError) {
    const { code, cause } = error;
    return code !== "run-folder" && code !== "bad-model" && (cause === undefined || isOfTheTrial(cause));
  }
  if (error instanceof GraphError) return error.code !== "checkpoint" && error.code !== "provider";
  return error instanceof CoreError;
}
