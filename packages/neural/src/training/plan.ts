/** What two trainings must share for one to go on from the other's checkpoint. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { GraphError } from "../errors.js";
import type { Network } from "../network.js";
import type { TrainingOptions } from "./options.js";

/** Plain data, kept in the checkpoint as JSON. */
export type Plan = Readonly<Record<string, unknown>>;

/** All that decides a training's result but the number of epochs, so that a training can be prolonged. */
export function trainingPlan(network: Network, options: TrainingOptions): Plan {
  const { examples, random, callbacks = [] } = options;
  return {
    network,
    examples: digest([examples.x, examples.labels]),
    // Left out where there is none, as it was before there were any: such checkpoints go on.
    ...(examples.length !== undefined && { exampleLength: examples.length }),
    seed: random.fork("checkpoint").uint32(),
    optimiser: options.optimiser,
    batch: options.batch,
    validationShare: options.validationShare ?? 0,
    validation: options.validation ? digest([options.validation]) : null,
    // Of those to begin with: frozen ones stay, and a checkpoint holds only what learns.
    weights: options.weights ? digest([...options.weights.values()].map(({ data }) => data)) : null,
    classWeights: options.classWeights ?? null,
    labelSmoothing: options.labelSmoothing ?? 0,
    frozen: options.frozen ?? [],
    margin: options.margin ?? 0,
    mixing: options.mixing ?? null,
    // A schedule is made for a number of epochs: such a training cannot be prolonged.
    schedule: options.schedule ? { ...options.schedule, epochs: options.epochs } : null,
    callbacks: callbacks.map(({ name }) => name),
  };
}

function digest(columns: readonly (Float32Array | Int32Array)[]): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of columns) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}

/** @throws GraphError `checkpoint` that names what differs */
export function requireSamePlan(saved: unknown, plan: Plan): void {
  const ours = JSON.parse(JSON.stringify(plan)) as Record<string, unknown>;
  const theirs = (saved ?? {}) as Record<string, unknown>;
  const different = Object.keys(ours).filter((key) => !isDeepStrictEqual(ours[key], theirs[key]));
  if (different.length > 0) {
    throw new GraphError(
      "checkpoint",
      `the checkpoint is of another training: ${different.join(", ")} differ`,
    );
  }
}
