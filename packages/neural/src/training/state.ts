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
  /** Statistics that layers carry along; often none. */
  readonly running: Float32Array;
  /** The parameters and statistics that a callback asked to keep. */
  readonly kept?: { readonly parameters: Float32Array; readonly running: Float32Array } | undefined;
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
  const { parameters, slots, running, kept, ...progress } = state;
  const vectors: [string, Float32Array][] = [
    ["parameters", parameters],
    ...slotNames.map((name, index): [string, Float32Array] => [name, slots[index] as Float32Array]),
    ["running", running],
    ...(kept ? Object.entries({ kept: kept.parameters, "kept.running": kept.running }) : []),
  ];
  const held = vectors.filter(([, data]) => data.length > 0);
  const memories = callbacks.map((callback) => callback.memory());
  return {
    state: { ...progress, plan, memories } satisfies SavedProgress,
    tensors: new Map(held.map(([name, data]) => [name, { shape: [data.length], data }])),
  };
}

/**
 * The inverse of {@link saveState}; also gives the callbacks their memories back.
 * @param size how many numbers the training learns
 * @param runningSize how many it carries along
 * @throws GraphError `checkpoint` where the file is of another training
 */
export function restoreState(
  { state, tensors }: TensorFile,
  { plan, slotNames, callbacks }: CheckpointContext,
  size: number,
  runningSize: number,
): TrainingState {
  const { plan: savedPlan, memories, ...progress } = (state ?? {}) as SavedProgress;
  requireSamePlan(savedPlan, plan);
  const vector = (name: string, length = size) => {
    const data = tensors.get(name)?.data ?? (length === 0 ? new Float32Array(0) : undefined);
    if (data?.length !== length) {
      throw new GraphError(
        "checkpoint",
        `the checkpoint holds ${data?.length ?? "no"} numbers as ${name}, not ${length}`,
      );
    }
    return data;
  };
  const restored = {
    ...progress,
    parameters: vector("parameters"),
    slots: slotNames.map((name) => vector(name)),
    running: vector("running", runningSize),
    kept: tensors.has("kept")
      ? { parameters: vector("kept"), running: vector("kept.running", runningSize) }
      : undefined,
  };
  callbacks.forEach((callback, index) => {
    callback.restore(memories[index]);
  });
  return restored;
}
