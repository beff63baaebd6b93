/** Sums over axes, and their adjoint: spreading a value over axes. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { ANY_BATCH, broadcast, format, resolveAxis, type Shape, sameShape, sizeOf } from "../graph/shape.js";
import { emitInCompany } from "./company.js";
import { reshape } from "./reshape.js";

interface SumAttributes {
  readonly axes: readonly number[];
}

/** y = Σ x over the axes, which stay as size 1. */
const sumOperator: Operator<SumAttributes> = {
  name: "sum",
  infer: ([x], { axes }) => [
    { shape: (x as Value).shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) },
  ],
  emit: (emitter, [x], [y], { axes }, { inputs }) => {
    const { shape } = inputs[0] as Value;
    const sums = (values: string, output?: string) =>
      emitter.node("ReduceSum", [values, emitter.ints(axes)], { keepdims: 1n }, output);
    // The runtime adds an example that is alone in another order than one among others; not so in a product.
    if (shape[0] === ANY_BATCH && shape.length === 3 && axes.length === 1 && axes[0] === 1) {
      const length = shape[1] as number;
      const ones = emitter.floats(new Array<number>(length).fill(1), [1, length]);
      emitter.node("MatMul", [ones, x as string], {}, y);
    } else if (shape[0] === ANY_BATCH && shape.length === 2 && axes[0] === 1) {
      emitInCompany(emitter, x as string, sums, y as string);
    } else sums(x as string, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [dy && expand(dy, (x as Value).shape)],
};

const expandOperator: Operator<{ readonly shape: Shape }> = {
  name: "expand",
  infer: (_, { shape }) => [{ shape }],
  emit: (emitter, [x], [y], { shape }) => {
    // A batch of any size keeps its own dimension: 1 leaves a dimension as it is under Expand.
    const target = shape.map((dim) => (dim < 0 ? 1 : dim));
    emitter.node("Expand", [x as string, emitter.ints(target)], {}, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [dy && sumTo(dy, (x as Value).shape)],
};

/** Σ x over the axes; `keep` leaves them as size 1, otherwise they go. */
export function sum(x: Value, axes: readonly number[], keep = false): Value {
  // An empty list of axes means all of them to ONNX.
  if (axes.length === 0) return x;
  const resolved = axes.map((axis) => resolveAxis(x.shape, axis));
  const summed = applyOne(sumOperator, [x], { axes: resolved });
  return keep
    ? summed
    : reshape(
        summed,
        x.shape.filter((_, axis) => !resolved.includes(axis)),
      );
}

/** The mean of x over axes of known size. */
export function mean(x: Value, axes: readonly number[], keep = false): Value {
  const count = sizeOf(axes.map((axis) => x.shape[resolveAxis(x.shape, axis)] as number));
  if (count < 0) {
    throw new GraphError(
      "shape",
      `no mean of ${format(x.shape)} over a batch of any size: its size is not known`,
    );
  }
  return scale(sum(x, axes, keep), 1 / count);
}

/** x spread over a larger shape that it broadcasts to, along dimensions of known size. */
export function expand(x: Value, shape: Shape): Value {
  if (!sameShape(broadcast(x.shape, shape), shape)) {
    throw new GraphError("shape", `${format(x.shape)} cannot be spread over ${format(shape)}`);
  }
  const lead = shape.length - x.shape.length;
  if (shape.some((dim, axis) => dim < 0 && x.shape[axis - lead] !== dim)) {
    const shapes = `${format(x.shape)} over ${format(shape)}`;
    throw new GraphError("shape", `cannot spread ${shapes}: the size of the batch is not known`);
  }
  return sameShape(x.shape, shape) ? x : applyOne(expandOperator, [x], { shape });
}

/** The adjoint of broadcasting: x summed down to a smaller shape that broadcasts to x's. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((dim, axis) =>
    axis < lead || (shape[axis - lead] === 1 && dim !== 1) ? [axis] : [],
  );
  return reshape(axes.length > 0 ? sum(x, axes, true) : x, shape);
}

/** y = factor · x, element by element. */
const scaleOperator: Operator<{ readonly factor: number }> = {
  name: "scale",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, [x], [y], { factor }) => {
    emitter.node("Mul", [x as string, emitter.floats([factor], [])], {}, y);
  },
  gradient: ({ attributes: { factor }, outputGradients: [dy] }) => [dy && scale(dy, factor)],
};

/** factor · x. */
export function scale(x: Value, factor: number): Value {
  return factor === 1 ? x : applyOne(scaleOperator, [x], { factor });
}
