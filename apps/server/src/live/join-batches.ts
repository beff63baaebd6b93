import type { LiveBatch } from "@wristprint/core";

/** Batches of one recording that follow one another, as one under the last one's number. At least one. */
export function joinBatches(batches: readonly LiveBatch[]): LiveBatch {
  const last = batches[batches.length - 1];
  const count = batches.reduce((sum, { tMs }) => sum + tMs.length, 0);
  const joined = {
    tMs: new Float64Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
    kind: new Uint8Array(count),
    button: new Uint8Array(count),
    pointer: new Uint8Array(count),
  };
  let at = 0;
  for (const batch of batches) {
    for (const name of Object.keys(joined) as (keyof typeof joined)[]) joined[name].set(batch[name], at);
    at += batch.tMs.length;
  }
  return { ...last, ...joined };
}
