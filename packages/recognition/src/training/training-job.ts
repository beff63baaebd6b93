/** One model to train: everything a worker needs, in a form that can be handed to another thread. */
import { createRandom, type Random } from "@wristprint/core";
import {
  buildNetwork,
  type Callback,
  classCount,
  copyWeights,
  createWeights,
  type EpochResult,
  exportModel,
  fileCheckpoint,
  keepBest,
  type Network,
  outputLayer,
  reduceOnPlateau,
  stopEarly,
  train,
  type Weights,
} from "@wristprint/neural";
import type { NetworkDefinition } from "../experiment/definition.js";
import { adjustLogits } from "./adjust-logits.js";

/** Blocks that all jobs of a run draw from; shared memory, so that no worker holds a copy. */
export interface BlockPool {
  /** [count, size, channels] */
  readonly data: Float32Array;
  /** Values in one block. */
  readonly blockLength: number;
}

export interface InitialWeights {
  readonly weights: Weights;
  /** Of the model that they are of. */
  readonly sha256: string;
  /** Whether the output layer begins with them too. */
  readonly layers: "butOutput" | "all";
  /**
   * Whether they stay as they are. Batch norm then takes the running statistics of the data that they learnt from, in
   * training as in use, and leaves them as they are.
   */
  readonly frozen: boolean;
}

export interface TrainingJob {
  /** The model's name, unique in its run. */
  readonly model: string;
  readonly network: Network;
  /** Which blocks of the pool, and the class of each. An index may repeat. */
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  /** Places in `indices` that are held out for validation, where it is not a share of them drawn at random. */
  readonly validation?: Int32Array;
  /** Trained weights to begin with. */
  readonly initial?: InitialWeights;
  readonly training: NetworkDefinition["training"];
  readonly seed: string;
  /** File for the training's state between epochs. */
  readonly checkpoint: string;
}

export interface TrainedModel {
  readonly model: string;
  /** The trained network as an ONNX file. */
  readonly onnx: Uint8Array;
  readonly history: readonly EpochResult[];
}

/** Trains the job's model, going on from its checkpoint where there is one. */
export async function runTrainingJob(
  job: TrainingJob,
  pool: BlockPool,
  onEpoch: (result: EpochResult) => void,
  device = "cpu",
): Promise<TrainedModel> {
  const { network, training } = job;
  const random = createRandom(job.seed);
  const { weights, history } = await train(network, {
    examples: { x: blocksAt(pool, job.indices), labels: job.labels, ...lengthOf(pool, network) },
    epochs: training.epochs,
    batch: training.batch,
    optimiser: training.optimiser,
    random,
    ...(job.validation ? { validation: job.validation } : { validationShare: training.validationShare }),
    ...(job.initial && startingWeights(network, job.initial, random)),
    labelSmoothing: training.labelSmoothing,
    ...(training.margin !== undefined && { margin: training.margin }),
    ...(training.mixing && { mixing: training.mixing }),
    ...(training.schedule && { schedule: training.schedule }),
    callbacks: createCallbacks(training),
    checkpoint: fileCheckpoint(job.checkpoint),
    // One thread a model: models are trained side by side, and a figure must not depend on a machine's cores.
    runtime: { threads: 1, provider: device },
    onEpoch,
    ...classWeights(training.classWeights, job.labels, classCount(network)),
  });
  const { logitAdjustment = 0 } = training;
  const adjusted = logitAdjustment > 0 ? adjustLogits(weights, job.labels, logitAdjustment) : weights;
  return { model: job.model, onnx: exportModel(network, adjusted), history };
}

/**
 * [count, size, channels] of the blocks at the indices. Where they stand in a row these are the pool's own, to which no
 * training writes.
 */
function blocksAt({ data, blockLength }: BlockPool, indices: Int32Array): Float32Array {
  const first = indices[0] ?? 0;
  if (indices.every((index, row) => index === first + row)) {
    return data.subarray(first * blockLength, (first + indices.length) * blockLength);
  }
  const x = new Float32Array(indices.length * blockLength);
  indices.forEach((index, row) => {
    x.set(data.subarray(index * blockLength, (index + 1) * blockLength), row * blockLength);
  });
  return x;
}

/** Blocks may be longer than the network takes: it then learns from stretches of them. */
function lengthOf({ blockLength }: BlockPool, { input }: Network) {
  const length = blockLength / input.channels;
  return length === input.length ? {} : { length };
}

/** Where nothing is copied, weights are those of a training from scratch with the same seed. */
function startingWeights(network: Network, { weights, layers, frozen }: InitialWeights, random: Random) {
  const fresh = createWeights(network, random.fork("weights"));
  const own = layers === "all" ? [] : outputLayer(fresh);
  const learning = buildNetwork(network, 1, false).parameters.filter(({ running }) => !running);
  const copied = learning.map(({ name }) => name).filter((name) => !own.includes(name));
  return { weights: copyWeights(weights, fresh, own), frozen: frozen ? copied : [] };
}

function createCallbacks(training: NetworkDefinition["training"]): Callback[] {
  const callbacks: Callback[] = [];
  if (training.keepBest !== "none") callbacks.push(keepBest(training.keepBest));
  if (training.reduceOnPlateau) callbacks.push(reduceOnPlateau(training.reduceOnPlateau));
  if (training.stopEarly) callbacks.push(stopEarly(training.stopEarly));
  return callbacks;
}

/** Weights of mean 1 over the examples, so that the learning rate keeps its meaning. */
function classWeights(kind: "none" | "root" | "balanced", labels: Int32Array, classes: number) {
  if (kind === "none") return {};
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const raw = counts.map((count) => (1 / Math.max(1, count)) ** (kind === "root" ? 0.5 : 1));
  const total = raw.reduce((sum, weight, label) => sum + weight * (counts[label] ?? 0), 0);
  return { classWeights: raw.map((weight) => (weight * labels.length) / total) };
}
