/** What LSTM and GRU have in common: directions, masked steps, and the way from [N, length, channels] to steps and back. */
import { GraphError } from "../errors.js";
import type { Value } from "../graph/graph.js";
import { format } from "../graph/shape.js";
import { multiply } from "../operators/arithmetic.js";
import { concatenate } from "../operators/concatenate.js";
import { gemm } from "../operators/gemm.js";
import {
  type Direction,
  inferRecurrent,
  type RecurrentOperator,
  type RecurrentWeights,
} from "../operators/recurrent-inference.js";
import type { RecurrentAttributes } from "../operators/recurrent-steps.js";
import { reshape, transpose } from "../operators/reshape.js";
import type { Layer, LayerContext, LayerWindow } from "./layer.js";
import { requireWhole } from "./settings.js";

export interface RecurrentSettings {
  /** Numbers in a state. */
  readonly units: number;
  /** Which way the steps are taken; `bidirectional` takes both, side by side: 2·units. */
  readonly direction: Direction;
  /** The state at every step, or, where it is false, that after the last one. */
  readonly sequences: boolean;
  /** l2 · Σ w² over the kernels of the input is added to the loss, as by Keras's `kernel_regularizer`. */
  readonly l2?: number;
}

export interface RecurrentLayer<Kind extends string> extends Layer, RecurrentSettings {
  readonly kind: Kind;
}

/** A layer's input times a kernel, and a bias, step by step: [length, N, columns]; each column times its slope, where slopes are given. */
export type Project = (kernel: Value, bias: Value, slopes?: Value) => Value;

/** What one kind of recurrent layer adds. */
export interface RecurrentUnit {
  readonly operator: RecurrentOperator;
  /** @param prefix of the roles of this direction's tensors */
  weights(context: LayerContext, channels: number, units: number, prefix: string): RecurrentWeights;
  /** Steps that pass gradients: [length, N, units] or [N, units]. */
  steps(
    project: Project,
    weights: RecurrentWeights,
    mask: Value | undefined,
    attributes: RecurrentAttributes,
  ): Value;
}

const PREFIXES: Readonly<Record<Direction, readonly string[]>> = {
  forward: [""],
  backward: [""],
  bidirectional: ["forward/", "backward/"],
};

/** Every state has seen all steps before it, and with both directions, or after the last step, all there are. */
export function recurrentWindow(): LayerWindow | "all" {
  return "all";
}

export function applyRecurrent(
  x: Value,
  { kind, units, direction, sequences, l2 }: RecurrentLayer<string>,
  context: LayerContext,
  unit: RecurrentUnit,
): Value {
  requireWhole(kind, { units });
  const prefixes = PREFIXES[direction];
  if (!prefixes) {
    const known = Object.keys(PREFIXES).join(", ");
    throw new GraphError("option", `${kind}: direction must be one of ${known}, got ${direction}`);
  }
  if (typeof sequences !== "boolean") {
    throw new GraphError("option", `${kind}: sequences must be true or false, got ${sequences}`);
  }
  if (x.shape.length !== 3) {
    throw new GraphError("shape", `${kind} takes [N, length, channels], not ${format(x.shape)}`);
  }
  const mask = context.stepMask(x);
  const channels = x.shape[2] as number;
  const weights = prefixes.map((prefix) => unit.weights(context, channels, units, prefix));
  for (const { kernel } of weights) context.penalise(kernel, l2);
  const states = () => {
    if (!context.training) {
      return inferRecurrent(x, weights, mask, { operator: unit.operator, direction, sequences });
    }
    const project = projectionOf(x);
    const seen = mask && transpose(mask, [1, 0, 2]);
    const ways = weights.map((own, index) =>
      unit.steps(project, own, seen, {
        backwards: direction === "backward" || index === 1,
        sequences,
      }),
    );
    const joined = concatenate(ways, -1);
    return sequences ? transpose(joined, [1, 0, 2]) : joined;
  };
  const result = states();
  if (mask && sequences) context.markSteps(result, mask);
  return result;
}

/** Of x [N, length, channels]. What is smaller is put in the order of steps, and multiplied by the slopes. */
function projectionOf(x: Value): Project {
  const [batch, length, channels] = x.shape as [number, number, number];
  const count = batch * length;
  const byStep = transpose(x, [1, 0, 2]);
  return (kernel, bias, slopes) => {
    const columns = kernel.shape[1] as number;
    const early = channels <= columns;
    const rows = reshape(early ? byStep : x, [count, channels]);
    const product =
      slopes && channels <= count
        ? gemm(rows, multiply(kernel, slopes), { bias: multiply(bias, slopes) })
        : gemm(rows, kernel, { bias });
    const projected = slopes && channels > count ? multiply(product, slopes) : product;
    return early
      ? reshape(projected, [length, batch, columns])
      : transpose(reshape(projected, [batch, length, columns]), [1, 0, 2]);
  };
}
