/** Values less their mean, divided by their deviation. */
import { constant, type Operator, type Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { resolveAxis } from "../graph/shape.js";
import { add, divide, multiply, squareRoot, subtract } from "./arithmetic.js";
import { mean } from "./sum.js";

interface StandardiseAttributes {
  readonly axes: readonly number[];
  readonly epsilon: number;
}

const standardiseOperator: Operator<StandardiseAttributes> = {
  name: "standardise",
  infer: ([x], { axes }) => {
    const { shape } = x as Value;
    const kept = shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
    return [{ shape }, { shape: kept }, { shape: kept }];
  },
  emit: (emitter, [x], [y, mean, variance], { axes, epsilon }) => {
    const over = emitter.ints(axes);
    emitter.node("ReduceMean", [x as string, over], { keepdims: 1n }, mean);
    const centred = emitter.node("Sub", [x as string, mean as string]);
    const squares = emitter.node("Mul", [centred, centred]);
    emitter.node("ReduceMean", [squares, over], { keepdims: 1n }, variance);
    const raised = emitter.node("Add", [variance as string, emitter.floats([epsilon], [])]);
    const inverse = emitter.node("Reciprocal", [emitter.node("Sqrt", [raised])]);
    emitter.node("Mul", [centred, inverse], {}, y);
  },
  // Ioffe & Szegedy 2015, section 3: what is common to all values, or goes along with y, has no effect.
  gradient: ({ outputs: [y, , variance], attributes: { axes, epsilon }, outputGradients: [dy] }) => {
    if (!dy) return [];
    const common = mean(dy, axes, true);
    const along = mean(multiply(dy, y as Value), axes, true);
    const rest = subtract(subtract(dy, common), multiply(y as Value, along));
    return [divide(rest, deviation(variance as Value, epsilon))];
  },
};

/** √(variance + ε). */
export function deviation(variance: Value, epsilon: number): Value {
  return squareRoot(add(variance, constant(variance.graph, [epsilon], [])));
}

/**
 * (x − mean) / √(variance + ε) over axes of known size, and the mean and (population) variance themselves, which
 * keep the axes as size 1 and pass no gradient.
 */
export function standardise(
  x: Value,
  axes: readonly number[],
  epsilon: number,
): { readonly y: Value; readonly mean: Value; readonly variance: Value } {
  const resolved = axes.map((axis) => resolveAxis(x.shape, axis));
  const [y, mean, variance] = apply(standardiseOperator, [x], { axes: resolved, epsilon });
  return { y: y as Value, mean: mean as Value, variance: variance as Value };
}
