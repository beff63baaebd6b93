/**
 * What watches a training from epoch to epoch. A callback's memory is plain data, so that a checkpoint can
 * hold it and a resumed training decides as the unbroken one would have.
 */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  /** Mean over the epoch's examples, each as its batch was trained. */
  readonly loss: number;
  readonly accuracy: number;
  /** On the share held out; absent where none is. */
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Before decay. */
  readonly learningRate: number;
}

export type Monitor = "loss" | "validationLoss";

/** What a callback may do after an epoch. */
export interface TrainingControl {
  learningRate: number;
  stop: boolean;
  /** Keep the weights as they are now as the result, unless later ones are kept. */
  keep: boolean;
}

export interface Callback {
  /** By which a checkpoint knows that it is of a training with the same callbacks. */
  readonly name: string;
  afterEpoch(result: EpochResult, control: TrainingControl): void;
  /** What JSON can hold, and no later epoch changes. */
  memory(): unknown;
  restore(memory: unknown): void;
}

/** The training loss stands in where nothing is held out. */
function monitored(result: EpochResult, monitor: Monitor): number {
  return monitor === "validationLoss" ? (result.validationLoss ?? result.loss) : result.loss;
}

function remembering<Memory>(
  name: string,
  start: Memory,
  afterEpoch: (memory: Memory, result: EpochResult, control: TrainingControl) => Memory,
): Callback {
  let memory = start;
  return {
    name,
    afterEpoch(result, control) {
      memory = afterEpoch(memory, result, control);
    },
    memory: () => memory,
    restore(saved) {
      memory = saved as Memory;
    },
  };
}

/** A loss that no training is worse than, which unlike Infinity survives JSON. */
const WORST = Number.MAX_VALUE;

/** Keeps the weights of the epoch with the lowest loss. */
export function keepBest(monitor: Monitor): Callback {
  return remembering("keepBest", { best: WORST }, ({ best }, result, control) => {
    const value = monitored(result, monitor);
    if (value < best) control.keep = true;
    return { best: Math.min(best, value) };
  });
}

/** Multiplies the learning rate by `factor`, down to `floor`, when the loss has not improved for `patience` epochs. */
export function reduceOnPlateau(settings: {
  readonly monitor: Monitor;
  readonly factor: number;
  readonly patience: number;
  readonly floor: number;
  readonly minDelta?: number;
}): Callback {
  const { monitor, factor, patience, floor, minDelta = 1e-4 } = settings;
  return remembering("reduceOnPlateau", { best: WORST, waited: 0 }, ({ best, waited }, result, control) => {
    const value = monitored(result, monitor);
    if (value < best - minDelta) return { best: value, waited: 0 };
    if (waited + 1 < patience) return { best, waited: waited + 1 };
    const { learningRate } = control;
    if (learningRate > floor) control.learningRate = Math.max(floor, learningRate * factor);
    return { best, waited: 0 };
  });
}

/** Ends the training when the loss has not fallen by `minDelta` for `patience` epochs. */
export function stopEarly(settings: {
  readonly monitor: Monitor;
  readonly minDelta: number;
  readonly patience: number;
}): Callback {
  return remembering("stopEarly", { best: WORST, waited: 0 }, ({ best, waited }, result, control) => {
    const value = monitored(result, settings.monitor);
    if (value < best - settings.minDelta) return { best: value, waited: 0 };
    if (waited + 1 >= settings.patience) control.stop = true;
    return { best, waited: waited + 1 };
  });
}
