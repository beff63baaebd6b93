import type { Random } from "@wristprint/core";

/** For every row the fold, 0 … count − 1, that it is tested in; each fold has the same share of either class. */
export function stratifiedFolds(labels: ArrayLike<number>, count: number, random: Random): Uint8Array {
  const folds = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows = Array.from(labels, (_, row) => row).filter((row) => labels[row] === label);
    random.fork(`folds of ${label}`).shuffle(rows);
    for (const [index, row] of rows.entries()) folds[row] = index % count;
  }
  return folds;
}
