/** All that a training carries from one epoch to the next, and its way into a checkpoint and back. */
import { GraphError } from "../errors.js";
import type { Callback, EpochResult } from "./callbacks.js";
import type { TensorFile } from "./tensorFile.js";

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

type SavedProgress = Pick<TrainingState, "epoch" | "step" | "learningRate" | "stopped" | "history"> & {
  readonly memories: Readonly<Record<string, unknown>>;
};

/** Checkpoint contents: vectors as tensors, the rest and the callbacks' memories as JSON. */
export function saveState(
  state: TrainingState,
  slotNames: readonly string[],
  callbacks: readonly Callback[],
): TensorFile {
  const { parameters, slots, kept, ...progress } = state;
  const vectors: [string, Float32Array][] = [
    ["parameters", parameters],
    ...slotNames.map((name, index): [string, Float32Array] => [name, slots[index] as Float32Array]),
    ...(kept ? [["kept", kept] as [string, Float32Array]] : []),
  ];
  const memories = Object.fromEntries(callbacks.map((callback) => [callback.name, callback.memory()]));
  return {
    state: { ...progress, memories } satisfies SavedProgress,
    tensors: new Map(vectors.map(([name, data]) => [name, { shape: [data.length], data }])),
  };
}

/**
 * The inverse of {@link saveState}; also gives the callbacks their memories back.
 * @throws GraphError `checkpoint` where the file is of another network or optimiser
 */
export function restoreState(
  { state, tensors }: TensorFile,
  slotNames: readonly string[],
  callbacks: readonly Callback[],
  size: number,
): TrainingState {
  const { memories, ...progress } = state as SavedProgress;
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
  for (const callback of callbacks) {
    if (callback.name in memories) callback.restore(memories[callback.name]);
  }
  return {
    ...progress,
    parameters: vector("parameters"),
    slots: slotNames.map(vector),
    kept: tensors.has("kept") ? vector("kept") : undefined,
  };
}
