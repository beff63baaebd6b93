/** The training loop. */
import { GraphError } from "../errors.js";
import { buildNetwork, classCount, type Network } from "../network.js";
import type { Random } from "../random.js";
import type { RuntimeOptions } from "../runtime/session.js";
import { createWeights, packWeights, unpackWeights, type Weights } from "../weights.js";
import type { Callback, EpochResult } from "./callbacks.js";
import type { CheckpointStore } from "./checkpoint.js";
import { createEvaluator } from "./evaluator.js";
import type { Examples } from "./examples.js";
import { holdOut } from "./holdOut.js";
import { createOptimiser, type OptimiserSettings } from "./optimiser.js";
import { restoreState, saveState, type TrainingState } from "./state.js";
import { createStepper } from "./stepper.js";

export interface TrainingOptions {
  readonly examples: Examples;
  readonly epochs: number;
  readonly batch: number;
  readonly optimiser: OptimiserSettings;
  readonly random: Random;
  /** The share of the examples, drawn at random from every class, that is held out for validation. */
  readonly validationShare?: number;
  /** How much an example of each class counts; 1 by default. */
  readonly classWeights?: readonly number[];
  /** Targets are 1 − s for the class and s / classes spread over all (Szegedy et al. 2016). */
  readonly labelSmoothing?: number;
  /** Weights to begin with, instead of fresh ones. */
  readonly weights?: Weights;
  /** Names of the weights that stay as they are. */
  readonly frozen?: readonly string[];
  readonly callbacks?: readonly Callback[];
  readonly checkpoint?: CheckpointStore;
  readonly runtime?: RuntimeOptions;
  /** Called after every epoch; on resuming, first with the last epoch that the checkpoint holds. */
  readonly onEpoch?: (result: EpochResult) => void;
}

export interface TrainingResult {
  /** Those a callback kept last, else those after the last epoch. */
  readonly weights: Weights;
  readonly history: readonly EpochResult[];
}

/**
 * Trains a network. The same options give the same weights, bit for bit, on one machine with one number of
 * threads, whether or not the training was interrupted and resumed from its checkpoint.
 * @throws GraphError where options or examples do not fit the network, or the loss stops being a number
 */
export async function train(network: Network, options: TrainingOptions): Promise<TrainingResult> {
  const { examples, epochs, random, callbacks = [], checkpoint, runtime = {}, frozen = [] } = options;
  const classes = classCount(network);
  checkOptions(network, classes, options);

  const start = options.weights ?? createWeights(network, random.fork("weights"));
  const names = buildNetwork(network, 1, false).parameters.map(({ name }) => name);
  const learning = names.filter((name) => !frozen.includes(name));
  const fixed = packWeights(
    start,
    names.filter((name) => frozen.includes(name)),
  );
  const split = holdOut(examples.labels, options.validationShare ?? 0, random.fork("validation"));
  const optimiser = createOptimiser(options.optimiser);
  let state = firstState(packWeights(start, learning), optimiser.slots.length, options);
  const saved = checkpoint?.load();
  if (saved) state = restoreState(saved, optimiser.slots, callbacks, state.parameters.length);
  const last = state.history.at(-1);
  if (last) options.onEpoch?.(last);

  const stepper = await createStepper({
    network,
    batch: Math.min(options.batch, split.training.length),
    classes,
    optimiser,
    learning,
    frozen: fixed,
    examples,
    classWeights: options.classWeights,
    labelSmoothing: options.labelSmoothing ?? 0,
    runtime,
  });
  const evaluator =
    split.validation.length > 0 ? await createEvaluator(network, learning, runtime) : undefined;
  try {
    stepper.load(state.parameters, state.slots);
    while (state.epoch < epochs && !state.stopped) {
      const { step, learningRate } = state;
      const epoch = state.epoch + 1;
      const trained = await stepper.epoch({
        order: random.fork(`order/${epoch}`).shuffle(split.training.slice()),
        masks: random.fork(`masks/${epoch}`),
        rates: (offset) => optimiser.rates(step + offset, learningRate),
      });
      if (!Number.isFinite(trained.loss)) {
        throw new GraphError(
          "diverged",
          `${network.name}: the loss is no number in epoch ${epoch}; learn slower`,
        );
      }
      const parameters = stepper.parameters();
      const validated = await evaluator?.evaluate(examples, split.validation, {
        parameters,
        frozen: fixed,
        classes,
      });
      const result: EpochResult = {
        epoch,
        loss: trained.loss,
        accuracy: trained.accuracy,
        ...(validated && { validationLoss: validated.loss, validationAccuracy: validated.accuracy }),
        learningRate,
      };
      const control = { learningRate, stop: false, keep: false };
      for (const callback of callbacks) callback.afterEpoch(result, control);
      state = {
        epoch,
        step: step + trained.steps,
        learningRate: control.learningRate,
        stopped: control.stop,
        history: [...state.history, result],
        parameters,
        slots: stepper.slots(),
        kept: control.keep ? parameters : state.kept,
      };
      checkpoint?.save(saveState(state, optimiser.slots, callbacks));
      options.onEpoch?.(result);
    }
  } finally {
    await stepper.release();
    await evaluator?.release();
  }
  return { weights: unpackWeights(start, learning, state.kept ?? state.parameters), history: state.history };
}

function firstState(parameters: Float32Array, slots: number, { optimiser }: TrainingOptions): TrainingState {
  return {
    epoch: 0,
    step: 0,
    learningRate: optimiser.learningRate,
    stopped: false,
    history: [],
    parameters,
    slots: Array.from({ length: slots }, () => new Float32Array(parameters.length)),
  };
}

function checkOptions(network: Network, classes: number, options: TrainingOptions): void {
  const { x, labels } = options.examples;
  const size = network.input.length * network.input.channels;
  if (labels.length === 0) throw new GraphError("data", "there are no examples to train on");
  if (x.length !== labels.length * size) {
    throw new GraphError(
      "data",
      `${labels.length} labels need ${labels.length * size} numbers, got ${x.length}`,
    );
  }
  const outside = labels.find((label) => label < 0 || label >= classes);
  if (outside !== undefined) throw new GraphError("data", `label ${outside} is outside 0 … ${classes - 1}`);
  if (!Number.isInteger(options.epochs) || options.epochs < 0) {
    throw new GraphError("option", `epochs must be a whole number, got ${options.epochs}`);
  }
  if (!Number.isInteger(options.batch) || options.batch < 1) {
    throw new GraphError("option", `batch must be a whole number of at least 1, got ${options.batch}`);
  }
  if (options.classWeights && options.classWeights.length !== classes) {
    throw new GraphError("option", `${classes} class weights are needed, got ${options.classWeights.length}`);
  }
}
