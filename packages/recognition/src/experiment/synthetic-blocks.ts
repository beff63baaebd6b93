import { createRandom, SIGNALS } from "@wristprint/core";
import { warpMagnitude } from "../training/warp-magnitude.js";
import type { TrainingPool } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";

/** The pool with made-up variants of its blocks behind them, all of the first block, then all of the second. */
export function addSynthetic(
  pool: TrainingPool,
  { synthetic, preprocessing, seed }: NetworkDefinition,
): TrainingPool {
  if (!synthetic) return pool;
  const { data, blockLength, user } = pool;
  const { copies, ...warp } = synthetic;
  const total = user.length * (1 + copies);
  const origin = Int32Array.from({ length: total }, (_, row) =>
    row < user.length ? row : Math.floor((row - user.length) / copies),
  );
  const all = new Float32Array(total * blockLength);
  all.set(data);
  const channels = SIGNALS[preprocessing.signal].length;
  const random = createRandom(seed).fork("synthetic");
  for (let row = user.length; row < total; row++) {
    const from = (origin[row] as number) * blockLength;
    const block = data.subarray(from, from + blockLength);
    all.set(warpMagnitude(block, channels, warp, random), row * blockLength);
  }
  return { data: all, blockLength, user: origin.map((block) => user[block] as number), origin };
}
