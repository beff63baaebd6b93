import { createRandom } from "@wristprint/core";
import { encodeBatch, type MoveEvent } from "./encode-batch.js";

/** Moves of a hand that is a little like itself, by its seed. */
export function moveHand(seed: string, count: number, fromTicks = 100): MoveEvent[] {
  const random = createRandom(seed);
  let ticks = fromTicks;
  let x = 500;
  let y = 400;
  return Array.from({ length: count }, () => {
    ticks += 60 + Math.floor(random.uniform() * 60);
    x += Math.round(6 * random.normal() + 3);
    y += Math.round(4 * random.normal());
    return { ticks, x, y };
  });
}

/** A recording's batches: the events cut after each of the indices. */
export function cutBatches(
  recording: number,
  moves: readonly MoveEvent[],
  cuts: readonly number[],
): Uint8Array[] {
  const bounds = [...new Set([0, ...cuts, moves.length])].sort((a, b) => a - b);
  return bounds.slice(1).map((end, i) => encodeBatch(recording, i + 1, moves.slice(bounds[i], end)));
}
