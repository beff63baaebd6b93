import { checkLength, MetricError } from "./metric-error.js";

export interface ConfusionMatrix {
  readonly classes: number;
  /** [true class, predicted class], how often */
  readonly counts: Int32Array;
}

/**
 * Counts how often each class was taken for each.
 *
 * @param truth the true class of each item, 0 to classes − 1
 * @param predicted the class each was taken for
 * @throws MetricError `empty` without items, `length-mismatch`, `out-of-range` for a class that there isn't.
 */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  checkLength("predicted", predicted, truth.length);
  if (truth.length === 0) throw new MetricError("empty", "at least one item expected, got none");
  if (!(Number.isInteger(classes) && classes > 0)) {
    throw new MetricError("out-of-range", `a positive number of classes expected, got ${classes}`);
  }
  const counts = new Int32Array(classes * classes);
  const isClass = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < classes;
  for (let i = 0; i < truth.length; i++) {
    if (!isClass(truth[i]) || !isClass(predicted[i])) {
      throw new MetricError(
        "out-of-range",
        `item ${i}: classes 0 to ${classes - 1} expected, got ${truth[i]} taken for ${predicted[i]}`,
      );
    }
    counts[truth[i] * classes + predicted[i]] += 1;
  }
  return { classes, counts };
}

/** Share of all items that were taken for what they are. */
export function accuracy({ classes, counts }: ConfusionMatrix): number {
  let right = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i];
    if (i % (classes + 1) === 0) right += counts[i];
  }
  return right / total;
}

/** For each class, the share of its items taken for it; NaN for a class without items. */
export function recallPerClass({ classes, counts }: ConfusionMatrix): Float64Array {
  return Float64Array.from({ length: classes }, (_, c) => {
    const row = counts.subarray(c * classes, (c + 1) * classes);
    return row[c] / row.reduce((sum, count) => sum + count, 0);
  });
}

/** The mean of the recalls of all classes that have items. */
export function balancedAccuracy(matrix: ConfusionMatrix): number {
  const recalls = recallPerClass(matrix).filter((recall) => !Number.isNaN(recall));
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
