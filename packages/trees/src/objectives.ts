/**
 * What trees are trained to do: the first and second derivative of a loss by the margin, and the way from a margin
 * to a prediction. Numbers are rounded to float32 where XGBoost keeps floats. Adding one: an entry of `OBJECTIVES`,
 * and the operator that its predictions take in `to-onnx.ts`.
 */

export type ObjectiveName = "binary:logistic" | "reg:squarederror";

export interface Objective {
  /** Why a label will not do, or nothing. */
  readonly labels: { readonly expected: string; accepts(label: number): boolean };
  readonly baseScores: { readonly expected: string; accepts(baseScore: number): boolean };
  /** A margin as a prediction: a probability, or the value itself. */
  predict(margin: number): number;
  /** The margin that all rows begin with, from the prediction for all. */
  marginOf(baseScore: number): number;
  /** Writes gradient and hessian of each row in [begin, end) at `pairs[2·row]`, `pairs[2·row + 1]`. */
  differentiate(
    margins: Float32Array,
    labels: Float32Array,
    positiveWeight: number,
    pairs: Float32Array,
    begin: number,
    end: number,
  ): void;
  /** What early stopping watches, by XGBoost's name for it. */
  readonly metric: "logloss" | "rmse";
  loss(margins: Float32Array, labels: Float32Array): number;
}

const { fround, exp, log } = Math;

/** XGBoost holds hessians, and probabilities in the metric, away from 0 by this much. */
const EPSILON = fround(1e-16);

/** 1 / (1 + e^−margin) in float32; margins below −88.7 are held there, as e^88.7 still is a float. */
function sigmoid(margin: number): number {
  const power = exp(margin < -88.7 ? 88.7 : -margin);
  return fround(1 / fround(fround(power) + 1));
}

const logistic: Objective = {
  labels: { expected: "labels between 0 and 1", accepts: (label) => label >= 0 && label <= 1 },
  baseScores: { expected: "between 0 and 1, without these", accepts: (score) => score > 0 && score < 1 },
  predict: sigmoid,
  marginOf: (baseScore) => fround(-log(fround(fround(1 / fround(baseScore)) - 1))),
  differentiate(margins, labels, positiveWeight, pairs, begin, end) {
    for (let row = begin; row < end; row++) {
      const probability = sigmoid(margins[row]);
      const label = labels[row];
      const weight = label === 1 ? positiveWeight : 1;
      const hessian = fround(probability * fround(1 - probability));
      pairs[2 * row] = fround(probability - label) * weight;
      pairs[2 * row + 1] = (hessian > EPSILON ? hessian : EPSILON) * weight;
    }
  },
  metric: "logloss",
  loss(margins, labels) {
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const probability = sigmoid(margins[row]);
      const label = labels[row];
      if (label > 0) sum -= label * log(Math.max(probability, EPSILON));
      if (label < 1) sum -= (1 - label) * log(Math.max(1 - probability, EPSILON));
    }
    return sum / labels.length;
  },
};

const squaredError: Objective = {
  labels: { expected: "finite labels", accepts: (label) => Number.isFinite(fround(label)) },
  baseScores: { expected: "a finite number", accepts: (score) => Number.isFinite(fround(score)) },
  predict: (margin) => margin,
  marginOf: fround,
  differentiate(margins, labels, _positiveWeight, pairs, begin, end) {
    for (let row = begin; row < end; row++) {
      pairs[2 * row] = margins[row] - labels[row];
      pairs[2 * row + 1] = 1;
    }
  },
  metric: "rmse",
  loss(margins, labels) {
    let sum = 0;
    for (let row = 0; row < labels.length; row++) sum += (margins[row] - labels[row]) ** 2;
    return Math.sqrt(sum / labels.length);
  },
};

export const OBJECTIVES: Readonly<Record<ObjectiveName, Objective>> = {
  "binary:logistic": logistic,
  "reg:squarederror": squaredError,
};
