/** Reading the same numbers in another shape, and exchanging axes. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { format, type Shape, sameShape, sizeOf } from "../graph/shape.js";

export const reshapeOperator: Operator<{ readonly shape: Shape }> = {
  name: "reshape",
  infer: ([x], { shape }) => {
    const from = (x as Value).shape;
    if (sizeOf(from) !== sizeOf(shape)) {
      throw new GraphError("shape", `${format(from)} cannot be read as ${format(shape)}`);
    }
    return [{ shape, type: (x as Value).type }];
  },
  emit: (emitter, [x], [y], { shape }) => {
    emitter.node("Reshape", [x as string, emitter.ints(reshapeTarget(shape))], {}, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [dy && reshape(dy, (x as Value).shape)],
};

/** A shape as ONNX's Reshape takes it: the dimension that depends on the batch is left open. */
export function reshapeTarget(shape: Shape): number[] {
  return shape.map((dim) => (dim < 0 ? -1 : dim));
}

/** The same numbers, row-major, in another shape. */
export function reshape(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : applyOne(reshapeOperator, [x], { shape });
}

const transposeOperator: Operator<{ readonly axes: readonly number[] }> = {
  name: "transpose",
  infer: ([x], { axes }) => [{ shape: axes.map((axis) => (x as Value).shape[axis] as number) }],
  emit: (emitter, [x], [y], { axes }) => {
    emitter.node("Transpose", [x as string], { perm: axes.map(BigInt) }, y);
  },
  gradient: ({ attributes: { axes }, outputGradients: [dy] }) => [
    dy &&
      transpose(
        dy,
        axes.map((_, axis) => axes.indexOf(axis)),
      ),
  ],
};

/** Axis i of the result is axis `axes[i]` of x. */
export function transpose(x: Value, axes: readonly number[]): Value {
  if (axes.length !== x.shape.length || x.shape.some((_, axis) => !axes.includes(axis))) {
    throw new GraphError("shape", `the axes ${format(x.shape)} cannot be exchanged as (${axes.join(", ")})`);
  }
  return applyOne(transposeOperator, [x], { axes });
}
