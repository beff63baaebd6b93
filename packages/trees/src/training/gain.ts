/** What a split is worth: Chen and Guestrin, XGBoost (2016), equations 5 to 7, with the L1 penalty of XGBoost. */
import type { TreeParameters } from "../parameters.js";

export type Penalties = Pick<TreeParameters, "lambda" | "alpha" | "minChildWeight">;

/** Splits that gain no more are none. */
export const LEAST_GAIN = Math.fround(1e-6);

const { fround } = Math;

function shrink(gradient: number, alpha: number): number {
  if (gradient > alpha) return gradient - alpha;
  return gradient < -alpha ? gradient + alpha : 0;
}

/** By how much the best leaf value lowers the loss of rows with these sums, twice; in float32, as XGBoost has it. */
export function gainOf(gradient: number, hessian: number, lambda: number, alpha: number): number {
  if (hessian <= 0) return 0;
  const shrunk = alpha === 0 ? gradient : shrink(gradient, alpha);
  return fround((shrunk * shrunk) / (hessian + lambda));
}

/** The best leaf value for rows with these sums, before it is multiplied by eta. */
export function weightOf(gradient: number, hessian: number, penalties: Penalties): number {
  if (hessian < penalties.minChildWeight || hessian <= 0) return 0;
  return fround(-shrink(gradient, penalties.alpha) / (hessian + penalties.lambda));
}

/** The gain of a node, from which that of its split is counted. */
export function rootGainOf(gradient: number, hessian: number, penalties: Penalties): number {
  if (hessian < penalties.minChildWeight) return 0;
  return gainOf(gradient, hessian, penalties.lambda, penalties.alpha);
}
