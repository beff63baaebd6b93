import { createRandom } from "@wristprint/core";
import { createTrackMaker } from "@wristprint/liveness";
import type { MoveEvent } from "./encode-batch.js";

/** Movements with rests between them, as a page sends them. */
export function makeMovements(seed: string, tracks: number): MoveEvent[] {
  const make = createTrackMaker(createRandom(seed));
  const moves: MoveEvent[] = [];
  for (let i = 0; i < tracks; i++) {
    const { tMs, x, y } = make();
    const from = (moves.at(-1)?.ticks ?? 0) + 5000;
    for (let p = 0; p < tMs.length; p++) {
      moves.push({ ticks: from + Math.round(10 * (tMs[p] - tMs[0])), x: x[p], y: y[p] });
    }
  }
  return moves;
}
