/**
 * Shapes of values in a graph. A positive number is a size. A negative number is a multiple of the batch:
 * −1 stands for N, −60 for 60·N, where N is known only when the graph runs. Products keep the meaning, so
 * that one rule serves training (all sizes known) and inference (any batch).
 */
import { GraphError } from "../errors.js";

export type Shape = readonly number[];

/** The batch dimension of a graph that takes batches of any size. */
export const ANY_BATCH = -1;

/** The product of a shape's sizes, negative where it is a multiple of the batch. */
export function sizeOf(shape: Shape): number {
  if (shape.filter((dim) => dim < 0).length > 1) {
    throw new GraphError("shape", `at most one dimension may depend on the batch, got ${format(shape)}`);
  }
  return shape.reduce((product, dim) => product * dim, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** The shape of an element-wise result under ONNX's (NumPy's) broadcasting. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new GraphError("shape", `shapes ${format(a)} and ${format(b)} do not broadcast`);
    }
    return left === 1 ? right : left;
  });
}

/** Resolves a negative axis, and refuses one outside the shape. */
export function resolveAxis(shape: Shape, axis: number): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (resolved < 0 || resolved >= shape.length) {
    throw new GraphError("shape", `axis ${axis} is outside the shape ${format(shape)}`);
  }
  return resolved;
}

/** A shape as people write it: `[N, 128, 2]`. */
export function format(shape: Shape): string {
  const dims = shape.map((dim) => (dim >= 0 ? String(dim) : dim === -1 ? "N" : `${-dim}N`));
  return `[${dims.join(", ")}]`;
}
