import { TreesError } from "../errors.js";
import type { Matrix } from "../matrix.js";
import type { TreesModel } from "../model.js";
import { OBJECTIVES } from "../objectives.js";
import { createFilledForest, type RowMargin } from "./filled-forest.js";
import { addLeaves, createForest, sumLeaves } from "./forest.js";

/** The sum of what a model's trees say, before it becomes a probability: [rows]. Equal to XGBoost's `output_margin`. */
export function predictMargin(model: TreesModel, matrix: Matrix): Float32Array {
  requireFeatures(model, matrix.columns);
  const forest = createForest(model);
  const margins = new Float32Array(matrix.rows).fill(forest.baseMargin);
  addLeaves(forest, matrix.data, matrix.rows, margins);
  return margins;
}

/** A model's predictions: probabilities of the label 1, or values where it was trained on squared error: [rows]. */
export function predict(model: TreesModel, matrix: Matrix): Float32Array {
  return predictMargin(model, matrix).map(OBJECTIVES[model.objective].predict);
}

/**
 * The probability of the label 1 for every row: [rows].
 * @throws TreesError `unsupported` where the model predicts values instead of probabilities
 */
export function predictProbability(model: TreesModel, matrix: Matrix): Float32Array {
  if (model.objective !== "binary:logistic") {
    throw new TreesError("unsupported", `a model of ${model.objective} gives values and no probabilities`);
  }
  return predict(model, matrix);
}

/** Predicts single rows without allocating: for a live decision. */
export interface RowPredictor {
  /** The margin of the row whose features begin at `data[first]` (0 where it is not given). */
  margin(data: Float32Array, first?: number): number;
  /** The prediction: a probability, or a value. */
  predict(data: Float32Array, first?: number): number;
}

/** Lays the trees out anew, once. The numbers are those of `predictMargin` and `predict`. */
export function createRowPredictor(model: TreesModel): RowPredictor {
  const marginOf = createFilledForest(model) ?? createWalkedForest(model);
  const { predict } = OBJECTIVES[model.objective];
  const { features } = model;
  const margin = (data: Float32Array, first = 0) => {
    if (!(first >= 0 && first + features <= data.length)) requireFeatures(model, data.length - first);
    return marginOf(data, first);
  };
  return { margin, predict: (data, first) => predict(margin(data, first)) };
}

function createWalkedForest(model: TreesModel): RowMargin {
  const forest = createForest(model);
  return (data, first) => sumLeaves(forest, data, first, 1);
}

function requireFeatures(model: TreesModel, columns: number): void {
  if (columns !== model.features) {
    throw new TreesError("data", `the model takes rows of ${model.features} features, and ${columns} came`);
  }
}
