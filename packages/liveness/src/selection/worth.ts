import type { Random } from "@wristprint/core";
import { createExplainer, type TreeParameters } from "@wristprint/trees";
import { fitTrees } from "../training/fit-trees.js";
import { stratifiedFolds } from "../training/folds.js";
import type { TrainingRows } from "../training/training-rows.js";

export interface WorthOptions {
  readonly names: readonly string[];
  readonly parameters: Partial<TreeParameters>;
  readonly random: Random;
}

const FOLDS = 3;

/**
 * What each feature is worth in deciding tracks that the trees had not seen, in nat over all rows: by how much the log loss
 * of left-out tracks and their copies would grow if the feature's contribution were taken off their margins. A feature that
 * trees like in training but that misleads them outside it is worth less than nothing. One training a fold tells of all
 * features at once; contributions are Saabas's, see `createExplainer`.
 */
export async function worthOf(
  training: TrainingRows,
  rows: readonly number[],
  { names, parameters, random }: WorthOptions,
): Promise<Float64Array> {
  const { table, trackOf, tracks } = training;
  const folds = stratifiedFolds(table.labels.subarray(0, tracks), FOLDS, random.fork("folds"));
  const columns = names.map((name) => table.names.indexOf(name));
  const values = new Float32Array(names.length);
  const parts = new Float64Array(names.length + 1);
  const worth = new Float64Array(names.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const isTested = (row: number) => folds[trackOf[row] as number] === fold;
    const seen = rows.filter((row) => !isTested(row));
    const model = await fitTrees(training, seen, { names, parameters, random: random.fork(`trees ${fold}`) });
    const explainer = createExplainer(model);
    for (const row of rows) {
      if (!isTested(row)) continue;
      for (const [place, column] of columns.entries()) {
        values[place] = table.values[row * table.names.length + column] as number;
      }
      explainer.explain(values, parts);
      const towards = table.labels[row] === 1 ? 1 : -1;
      const margin = parts.reduce((sum, part) => sum + part, 0);
      const loss = logLoss(towards * margin);
      for (let place = 0; place < names.length; place++) {
        worth[place] += logLoss(towards * (margin - (parts[place] as number))) - loss;
      }
    }
  }
  return worth;
}

/** Of a margin that is above 0 where it is right; in nat. */
function logLoss(right: number): number {
  return right > 0 ? Math.log1p(Math.exp(-right)) : Math.log1p(Math.exp(right)) - right;
}
