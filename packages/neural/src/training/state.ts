/** All that a training carries from one epoch to the next, and its way into a checkpoint and back. */
import { GraphError } from "../errors.js";
import type { Callback, EpochResult } from "./callbacks.js";
import { type Plan, requireSamePlan } from "./plan.js";
import type { TensorFile } from "./tensor-file.js";

export interface TrainingState {
  /** Epochs done. */
  readonly epoch: number;
  /** Steps done. */
  readonly step: number;
  readonly learningRate: number;
  readonly stopped: boolean;
  readonly history: readonly EpochResult[];
  readonly parameters: Float32Array;
  readonly slots: readonly Float32Array[];
  /** The parameters that a callback asked to keep. */
  readonly kept?: Float32Array | undefined;
}

/** What a checkpoint needs to know of the training that writes or reads it. */
export interface CheckpointContext {
  readonly plan: Plan;
  /** The optimiser's vectors beside the parameters. */
  readonly slotNames: readonly string[];
  readonly callbacks: readonly Callback[];
}

type SavedProgress = Pick<TrainingState, "epoch" | "step" | "learningRate" | "stopped" | "history"> & {
  readonly plan: unknown;
  /** In the order of the callbacks. */
  readonly memories: readonly unknown[];
};

/** Checkpoint contents: vectors as tensors, the rest and the callbacks' memories as JSON. */
export function saveState(
  state: TrainingState,
  { plan, slotNames, callbacks }: CheckpointContext,
): TensorFile {
  const { parameters, slots, kept, ...progress } = state;
  const vectors: [string, Float32Array][] = [
    ["parameters", parameters],
    ...slotNames.map((name, index): [string, Float32Array] => [name, slots[index] as Float32Array]),
    ...(kept ? [["kept", kept] as [string, Float32Array]] : []),
  ];
  const memories = callbacks.map((callback) => callback.memory());
  return {
    state: { ...progress, plan, memories } satisfies SavedProgress,
    tensors: new Map(vectors.map(([name, data]) => [name, { shape: [data.length], data }])),
  };
}

/**
 * The inverse of {@link saveState}; also gives the callbacks their memories back.
 * @param size how many numbers the training learns
 * @throws GraphError `checkpoint` where the file is of another training
 */
export function restoreState(
  { state, tensors }: TensorFile,
  { plan, slotNames, callbacks }: CheckpointContext,
  size: number,
): TrainingState {
  const { plan: savedPlan, memories, ...progress } = (state ?? {}) as SavedProgress;
  requireSamePlan(savedPlan, plan);
  const vector = (name: string) => {
    const data = tensors.get(name)?.data;
    if (data?.length !== size) {
      throw new GraphError(
        "checkpoint",
        `the checkpoint holds ${data?.length ?? "no"} numbers as ${name}, not ${size}`,
      );
    }
    return data;
  };
  const restored = {
    ...progress,
    parameters: vector("parameters"),
    slots: slotNames.map(vector),
    kept: tensors.has("kept") ? vector("kept") : undefined,
  };
  callbacks.forEach((callback, index) => {
    callback.restore(memories[index]);
  });
  return restored;
}
