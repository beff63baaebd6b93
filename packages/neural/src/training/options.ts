/** What a training is asked to do. */
import type { Random } from "../random.js";
import type { RuntimeOptions } from "../runtime/session.js";
import type { Weights } from "../weights.js";
import type { Callback, EpochResult } from "./callbacks.js";
import type { CheckpointStore } from "./checkpoint.js";
import type { Examples } from "./examples.js";
import type { Mixing } from "./mixing.js";
import type { OptimiserSettings } from "./optimiser.js";
import type { Schedule } from "./schedule.js";

export interface TrainingOptions {
  readonly examples: Examples;
  readonly epochs: number;
  readonly batch: number;
  readonly optimiser: OptimiserSettings;
  readonly random: Random;
  /** The share of the examples, drawn at random from every class, that is held out for validation. */
  readonly validationShare?: number;
  /** Which examples are held out for validation instead, by index: where those of training are chosen by hand. */
  readonly validation?: Int32Array;
  /** How much an example of each class counts; 1 by default. */
  readonly classWeights?: readonly number[];
  /** Targets are 1 − s for the class and s / classes spread over all (Szegedy et al. 2016). */
  readonly labelSmoothing?: number;
  /**
   * Taken off the logit of an example's class in training, so that it must win by that much: with a `cosineDense`
   * output, the additive margin softmax (Wang et al. 2018). 0 by default.
   */
  readonly margin?: number;
  /** Makes examples of two while training; the accuracy told then counts the one that was cut into. None by default. */
  readonly mixing?: Mixing;
  /** How the learning rate moves from step to step; it stays as the optimiser's settings have it by default. */
  readonly schedule?: Schedule;
  /** Weights to begin with, instead of fresh ones. */
  readonly weights?: Weights;
  /** Names of the weights that stay as they are. */
  readonly frozen?: readonly string[];
  readonly callbacks?: readonly Callback[];
  readonly checkpoint?: CheckpointStore;
  readonly runtime?: RuntimeOptions;
  /** Called after every epoch, when its checkpoint is safe; on resuming, first with the last epoch that the checkpoint holds. */
  readonly onEpoch?: (result: EpochResult) => void;
}
