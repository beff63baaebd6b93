/** Values less their mean, divided by their deviation, then scaled and shifted: a batch normalisation in training. */
import { constant, type Operator, type Value } from "../graph/graph.js";
import { apply } from "../graph/operator.js";
import { sizeOf } from "../graph/shape.js";
import { add, squareRoot } from "./arithmetic.js";
import { channelRuns } from "./channels.js";
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
    const runs = channelRuns(emitter, (inputs[0] as Value).shape);
    const rows = runs.flat(x as string);
    const own = runs.reduced("mean", rows, offset ? undefined : mean);
    if (offset) emitter.node("Add", [own, offset], {}, mean);
    const apart = emitter.node("Sub", [rows, runs.spread(own)]);
    runs.shaped(apart, centred);
    runs.reduced("mean", emitter.node("Mul", [apart, apart]), variance);
    const raised = emitter.node("Add", [variance as string, emitter.floats([epsilon], [])]);
    emitter.node("Reciprocal", [emitter.node("Sqrt", [raised])], {}, inverse);
    const factor = emitter.node("Mul", [gamma as string, inverse as string]);
    const scaled = emitter.node("Mul", [apart, runs.spread(factor)]);
    runs.shaped(emitter.node("Add", [scaled, runs.spread(beta as string)]), y);
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
    const { shape } = inputs[0] as Value;
    const runs = channelRuns(emitter, shape);
    const [flow, apart] = [runs.flat(dy as string), runs.flat(centred as string)];
    const perRow = emitter.floats([-(shape.at(-1) as number) / sizeOf(shape)], []);
    runs.reduced("sum", flow, dbeta);
    const along = runs.reduced("sum", emitter.node("Mul", [flow, apart]));
    emitter.node("Mul", [along, inverse as string], {}, dgamma);
    // dx = γ/σ · (dy − mean of dy − centred · dγ/(σ·n))
    const slope = emitter.node("Mul", [emitter.node("Mul", [dgamma as string, inverse as string]), perRow]);
    const level = emitter.node("Mul", [dbeta as string, perRow]);
    const sloped = emitter.node("Mul", [apart, runs.spread(slope)]);
    const rest = emitter.node("Add", [emitter.node("Add", [sloped, runs.spread(level)]), flow]);
    const factor = emitter.node("Mul", [gamma as string, inverse as string]);
    runs.shaped(emitter.node("Mul", [rest, runs.spread(factor)]), dx);
  },
};

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
