/** Runs an experiment from traces to a folder of results. */
import type { Trace } from "@wristprint/core";
import type { EpochResult } from "@wristprint/neural";
import type { ExperimentDefinition } from "./definition.js";
import { planNetworks } from "./plan-networks.js";
import { planOneClass } from "./plan-one-class.js";
import type { PlannedTraining } from "./planned-training.js";
import { prepareBlocks, type UserBlocks } from "./prepare-blocks.js";
import { type RunResult, runFiles } from "./run-files.js";
import { openRunFolder } from "./run-folder.js";
import { runIdentity } from "./run-identity.js";
import { scoreModels } from "./score-models.js";
import { summariseRun } from "./summarise-run.js";
import { gatherTestBlocks, type TestBlocks } from "./test-blocks.js";

export interface RunProgress {
  readonly model: string;
  /** Absent when the model is done. */
  readonly epoch?: EpochResult;
  readonly modelsDone: number;
  readonly modelsTotal: number;
}

export interface RunExperimentOptions {
  /** The sessions of the definition's parts and subjects. */
  readonly traces: readonly Trace[];
  readonly definition: ExperimentDefinition;
  /** The run's folder. */
  readonly out: string;
  /** What the data was read as, for the report. */
  readonly format: string;
  /** Models trained at a time; the cores by default. The result does not depend on it. */
  readonly workers?: number;
  /** Where networks compute: an execution provider of neural's `PROVIDERS`; the processor by default. */
  readonly device?: string;
  /** The command that repeats the run, for the report. */
  readonly command?: string;
  /** Leaves report, scores and models out of the folder. */
  readonly figuresOnly?: boolean;
  /** What it throws ends the run; finished epochs are kept. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Milliseconds; for the time taken. */
  readonly clock?: () => number;
}

/**
 * Trains and evaluates as the definition says. A run that was killed goes on from its checkpoints when it is
 * started again with the same definition, data and folder, and ends with the same figures.
 * @throws RecognitionError where definition, data or folder do not do, or a training fails
 */
export async function runExperiment(options: RunExperimentOptions): Promise<RunResult> {
  const { definition, traces, format, command, device, clock = performance.now.bind(performance) } = options;
  const started = clock();
  const { users, scaler } = prepareBlocks(traces, definition);
  const test = gatherTestBlocks(users);
  const training = await planTraining(users, test, definition, format, device);
  const folder = openRunFolder(
    options.out,
    runIdentity(definition, training.initial, training.pool, test, device),
  );
  try {
    const models = await training.train({
      checkpoints: folder.checkpoints,
      workers: options.workers,
      device,
      ...progressOf(training.trainings, options.onProgress),
    });
    const scored = await scoreModels({ models, users, test, definition });
    const seconds = Math.round(clock() - started) / 1000;
    const summary = summariseRun({
      definition,
      traces,
      format,
      command,
      users,
      models,
      scored,
      seconds,
      device,
    });
    const { files, result } = await runFiles({
      definition,
      summary,
      tables: scored.tables,
      models,
      files: training.files ?? new Map(),
      users,
      scaler,
      figuresOnly: options.figuresOnly ?? false,
    });
    folder.finish(files);
    return result;
  } finally {
    folder.release();
  }
}

function planTraining(
  users: readonly UserBlocks[],
  test: TestBlocks,
  definition: ExperimentDefinition,
  format: string,
  device: string | undefined,
): PlannedTraining | Promise<PlannedTraining> {
  return definition.oneClass
    ? planOneClass(users, test, definition, format, device)
    : planNetworks(users, test, definition);
}

function progressOf(modelsTotal: number, onProgress: RunExperimentOptions["onProgress"]) {
  let modelsDone = 0;
  return {
    onEpoch: (model: string, epoch: EpochResult) => onProgress?.({ model, epoch, modelsDone, modelsTotal }),
    onModel: (model: string) => onProgress?.({ model, modelsDone: ++modelsDone, modelsTotal }),
  };
}
