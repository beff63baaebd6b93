/** Pools over time that pass over masked steps. Masks are 1 or 0 at [N, length, 1], as LayerContext.stepMask gives them. */
import { scalar, type Value } from "../graph/graph.js";
import { add, divide, maximum, multiply, subtract } from "../operators/arithmetic.js";
import { globalMaxPool } from "../operators/global-max-pool.js";
import { scale, sum } from "../operators/sum.js";

/** What no value reaches. */
const FAR = 1e30;

/** The mean over the steps that count: x [N, length, channels] to [N, 1, channels]; 0 where none does. */
export function meanOverSteps(x: Value, mask: Value): Value {
  const count = maximum(sum(mask, [1], true), scalar(x.graph, 1));
  return divide(sum(multiply(x, mask), [1], true), count);
}

/** x where steps count, and a number below all others where they do not. */
export function sinkMasked(x: Value, mask: Value | undefined): Value {
  if (!mask) return x;
  const depth = scale(subtract(mask, scalar(x.graph, 1)), FAR);
  return add(multiply(x, mask), depth);
}

/** 1 where any step counts, else 0: a mask [N, length, 1] to [N, 1]. */
export function anyStep(mask: Value): Value {
  return globalMaxPool(mask);
}
