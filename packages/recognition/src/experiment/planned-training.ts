import type { EpochResult } from "@wristprint/neural";
import type { TrainingPool } from "./block-pool.js";
import type { RunModel } from "./run-model.js";

export interface TrainOptions {
  /** The folder where trainings keep their state between epochs. */
  readonly checkpoints: string;
  /** Models at a time; the cores where undefined. */
  readonly workers: number | undefined;
  /** Where networks compute: an execution provider; the processor where undefined. */
  readonly device: string | undefined;
  readonly onEpoch: (model: string, result: EpochResult) => void;
  readonly onModel: (model: string) => void;
}

/** All that a run trains, of whichever kind. */
export interface PlannedTraining {
  /** The blocks that models are made from. */
  readonly pool: TrainingPool;
  /** Of trained weights that models begin with or rest on, their digests. */
  readonly initial: readonly string[];
  /** How many times `onModel` is called. */
  readonly trainings: number;
  /** What models need besides their own files, by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** @throws RecognitionError `training-failed`, or what a callback throws */
  train(options: TrainOptions): Promise<RunModel[]>;
}
