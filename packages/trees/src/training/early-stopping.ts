import { TreesError } from "../errors.js";
import type { Matrix } from "../matrix.js";
import type { Tree } from "../model.js";
import { OBJECTIVES } from "../objectives.js";
import type { TreeParameters } from "../parameters.js";
import { addLeaves, createForest } from "../prediction/forest.js";
import { checkLabels } from "./check-labels.js";

/** Data that training does not learn from, to see when to stop. */
export interface Validation {
  readonly matrix: Matrix;
  readonly labels: ArrayLike<number>;
}

export interface ValidationWatch {
  /** The loss with a further tree. */
  add(tree: Tree): number;
}

/** @throws TreesError `data` where columns or labels do not fit */
export function watchValidation(
  { matrix, labels }: Validation,
  columns: number,
  parameters: TreeParameters,
): ValidationWatch {
  if (matrix.columns !== columns) {
    const came = `${matrix.columns} for validation`;
    throw new TreesError("data", `both matrices need as many columns: ${columns} for training, ${came}`);
  }
  const { objective, baseScore } = parameters;
  const values = checkLabels(labels, matrix.rows, objective);
  const { marginOf, loss } = OBJECTIVES[objective];
  const margins = new Float32Array(matrix.rows).fill(marginOf(baseScore));
  return {
    add(tree) {
      addLeaves(createForest({ objective, baseScore, trees: [tree] }), matrix.data, matrix.rows, margins);
      return loss(margins, values);
    },
  };
}
