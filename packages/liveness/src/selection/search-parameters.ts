import type { Random } from "@wristprint/core";
import { fitTrees, marginsOf } from "../training/fit-trees.js";
import { stratifiedFolds } from "../training/folds.js";
import type { DetectorSettings } from "../training/settings.js";
import { rowsOf, type TrainingRows } from "../training/training-rows.js";

export interface SurfacePoint {
  readonly gamma: number;
  readonly maxDepth: number;
  /** Mean log loss of the tracks of folds that were left out, in nat. */
  readonly logLoss: number;
  /** How many of them the sign of the margin got wrong. */
  readonly errors: number;
}

export interface SearchParametersOptions {
  readonly settings: DetectorSettings;
  readonly names: readonly string[];
  readonly gammas: readonly number[];
  readonly maxDepths: readonly number[];
  readonly folds: number;
  readonly random: Random;
  /** The tracks to search on: training tracks alone. All by default. */
  readonly wanted?: (track: number) => boolean;
  readonly onPoint?: (done: number, of: number) => void;
}

/** Tries every gamma with every depth by cross-validation; the folds are the same for all. */
export async function searchParameters(
  rows: TrainingRows,
  options: SearchParametersOptions,
): Promise<SurfacePoint[]> {
  const { settings, names, gammas, maxDepths, folds: count, random, wanted = () => true, onPoint } = options;
  const folds = stratifiedFolds(rows.table.labels.subarray(0, rows.tracks), count, random.fork("folds"));
  const points: SurfacePoint[] = [];
  const of = gammas.length * maxDepths.length;
  for (const gamma of gammas) {
    for (const maxDepth of maxDepths) {
      const parameters = { ...settings.trees, gamma, maxDepth };
      let loss = 0;
      let errors = 0;
      let tested = 0;
      for (let fold = 0; fold < count; fold++) {
        const training = rowsOf(rows, (track) => wanted(track) && folds[track] !== fold);
        const model = await fitTrees(rows, training, {
          names,
          parameters,
          random: random.fork(`trees ${fold}`),
        });
        const left = rowsOf(rows, (track) => wanted(track) && folds[track] === fold).filter(
          (row) => row < rows.tracks,
        );
        const margins = marginsOf(rows, left, model, names);
        for (const [index, row] of left.entries()) {
          const towards =
            rows.table.labels[row] === 1 ? (margins[index] as number) : -(margins[index] as number);
          loss += Math.log1p(Math.exp(-towards));
          if (towards <= 0) errors++;
          tested++;
        }
      }
      points.push({ gamma, maxDepth, logLoss: loss / tested, errors });
      onPoint?.(points.length, of);
    }
  }
  return points;
}

/** The point with the least loss; of equal ones the plainest trees. */
export function bestPoint(points: readonly SurfacePoint[]): SurfacePoint | undefined {
  const order = (a: SurfacePoint, b: SurfacePoint) =>
    a.logLoss - b.logLoss || a.maxDepth - b.maxDepth || b.gamma - a.gamma;
  return [...points].sort(order)[0];
}
