import type { Random } from "@wristprint/core";
import { holdOut } from "@wristprint/neural";
import type { TrainingJob } from "../training/training-job.js";
import type { TrainingPool } from "./block-pool.js";

type PlannedModel = Omit<TrainingJob, "checkpoint">;

/**
 * A planned model whose validation blocks are named, so that what is added to its training set can keep away from
 * them: nothing made of a validation block is trained on, and each is validated on once.
 */
export function holdOutBlocks(planned: PlannedModel, pool: TrainingPool, random: Random): PlannedModel {
  const { indices, labels, training } = planned;
  const first = new Map<number, number>();
  indices.forEach((block, place) => {
    if (originOf(block, pool) === block && !first.has(block)) first.set(block, place);
  });
  const places = [...first.values()];
  const { validation } = holdOut(
    Int32Array.from(places, (place) => labels[place] as number),
    training.validationShare,
    random,
  );
  const held = new Set(Array.from(validation, (row) => places[row] as number));
  const heldBlocks = new Set(Array.from(held, (place) => indices[place] as number));
  const kept = Int32Array.from(indices.keys()).filter(
    (place) => held.has(place) || !heldBlocks.has(originOf(indices[place] as number, pool)),
  );
  return {
    ...planned,
    indices: kept.map((place) => indices[place] as number),
    labels: kept.map((place) => labels[place] as number),
    validation: Int32Array.from(kept.keys()).filter((row) => held.has(kept[row] as number)),
  };
}

/** The recorded block that a block of the pool is, or is made of. */
export function originOf(block: number, { origin }: TrainingPool): number {
  return origin?.[block] ?? block;
}
