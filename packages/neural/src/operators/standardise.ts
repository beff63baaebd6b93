/** Values less their mean, divided by their deviation, then scaled and shifted: a batch normalisation in training. */
import { constant, type Operator, type Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { sizeOf } from "../graph/shape.js";
import { add, squareRoot } from "./arithmetic.js";
import { withoutOffset } from "./offset.js";
import { throughWholePhases } from "./phases.js";

interface StandardiseAttributes {
  readonly epsilon: number;
}

/**
 * Inputs x [N, …, channels], gamma and beta [channels], and, where something was taken off x, that [channels]; outputs y,
 * mean and variance, and what gradients want.
 */
const standardiseOperator: Operator<StandardiseAttributes> = {
  name: "standardise",
  infer: ([x]) => {
    const { shape } = x as Value;
    const each = { shape: [shape.at(-1) as number] };
    return [{ shape }, each, each, { shape }, each];
  },
  emit: (
    emitter,
    [x, gamma, beta, offset],
    [y, mean, variance, centred, inverse],
    { epsilon },
    { inputs },
  ) => {
    const axes = emitter.ints(allButLast(inputs[0] as Value));
    const own = emitter.node("ReduceMean", [x as string, axes], { keepdims: 0n }, offset ? undefined : mean);
    if (offset) emitter.node("Add", [own, offset], {}, mean);
    emitter.node("Sub", [x as string, own], {}, centred);
    const squares = emitter.node("Mul", [centred as string, centred as string]);
    emitter.node("ReduceMean", [squares, axes], { keepdims: 0n }, variance);
    const raised = emitter.node("Add", [variance as string, emitter.floats([epsilon], [])]);
    emitter.node("Reciprocal", [emitter.node("Sqrt", [raised])], {}, inverse);
    const factor = emitter.node("Mul", [gamma as string, inverse as string]);
    emitter.node("Add", [emitter.node("Mul", [centred as string, factor]), beta as string], {}, y);
  },
  gradient: ({ inputs, outputs: [, , , centred, inverse], attributes, outputGradients: [dy] }) => {
    if (!dy) return [];
    const [x, gamma, , offset] = inputs as [Value, Value, Value, Value?];
    const values = [dy, x, gamma, centred as Value, inverse as Value];
    // What is added to a whole channel makes no difference.
    const still = offset && [constant(offset.graph, new Float32Array(sizeOf(offset.shape)))];
    return [...apply(standardiseGradientOperator, values, attributes), ...(still ?? [])];
  },
};

/**
 * Ioffe & Szegedy 2015, section 3: what is common to all values, or goes along with x, has no effect. Written so that
 * the large values are gone over as few times as possible.
 */
const standardiseGradientOperator: Operator<StandardiseAttributes> = {
  name: "standardiseGradient",
  infer: ([, x, gamma]) => [x, gamma, gamma].map((value) => ({ shape: (value as Value).shape })),
  emit: (emitter, [dy, , gamma, centred, inverse], [dx, dgamma, dbeta], _, { inputs }) => {
    const axes = emitter.ints(allButLast(inputs[0] as Value));
    const { shape } = inputs[0] as Value;
    const count = sizeOf(shape) / (shape.at(-1) as number);
    const perRow = emitter.floats([-1 / count], []);
    emitter.node("ReduceSum", [dy as string, axes], { keepdims: 0n }, dbeta);
    const along = emitter.node("Mul", [dy as string, centred as string]);
    const alongSum = emitter.node("ReduceSum", [along, axes], { keepdims: 0n });
    emitter.node("Mul", [alongSum, inverse as string], {}, dgamma);
    // dx = γ/σ · (dy − mean of dy − centred · dγ/(σ·n))
    const slope = emitter.node("Mul", [emitter.node("Mul", [dgamma as string, inverse as string]), perRow]);
    const level = emitter.node("Mul", [dbeta as string, perRow]);
    const rest = emitter.node("Add", [
      emitter.node("Add", [emitter.node("Mul", [centred as string, slope]), level]),
      dy as string,
    ]);
    emitter.node("Mul", [rest, emitter.node("Mul", [gamma as string, inverse as string])], {}, dx);
  },
};

function allButLast({ shape }: Value): number[] {
  return shape.map((_, axis) => axis).slice(0, -1);
}

/** √(variance + ε). */
export function deviation(variance: Value, epsilon: number): Value {
  return squareRoot(add(variance, constant(variance.graph, [epsilon], [])));
}

/**
 * γ·(x − mean) / √(variance + ε) + β for every channel, the last axis of x, over a batch of known size; and the mean and
 * (population) variance themselves [channels], which pass no gradient.
 */
export function standardise(
  x: Value,
  gamma: Value,
  beta: Value,
  epsilon: number,
): { readonly y: Value; readonly mean: Value; readonly variance: Value } {
  return throughWholePhases(x, (values, inOrder) => {
    const bare = withoutOffset(values);
    const inputs = bare ? [bare.x, gamma, beta, bare.offset] : [values, gamma, beta];
    const [y, mean, variance] = apply(standardiseOperator, inputs, { epsilon });
    return { y: inOrder(y as Value), mean: mean as Value, variance: variance as Value };
  });
}
