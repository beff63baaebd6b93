/** Many matrix products at once. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { format } from "../graph/shape.js";
import { reshape, transpose } from "./reshape.js";

const productOperator: Operator<undefined> = {
  name: "batchedProduct",
  infer: ([a, b]) => {
    const [count, rows, inner] = (a as Value).shape;
    const [count2, inner2, columns] = (b as Value).shape;
    if ((a as Value).shape.length !== 3 || count !== count2 || inner !== inner2 || columns === undefined) {
      const sides = [a, b].map((value) => format((value as Value).shape)).join(" · ");
      throw new GraphError("shape", `matrices do not fit: ${sides}`);
    }
    return [{ shape: [count as number, rows as number, columns] }];
  },
  emit: (emitter, inputs, [y]) => {
    emitter.node("MatMul", inputs, {}, y);
  },
  gradient: ({ inputs: [a, b], outputGradients: [dy], wants }) => [
    // The runtime draws this transposition into the product.
    dy && wants(0) ? batchedProduct(dy, transpose(b as Value, [0, 2, 1])) : undefined,
    dy && wants(1) ? batchedProduct(turned(a as Value), dy) : undefined,
  ],
};

/**
 * a [count, rows, columns] as [count, columns, rows], in a form that the runtime does not draw into the product: with many
 * rows, going over them in strides there takes a tenth longer than to turn them first.
 */
function turned(a: Value): Value {
  const [count, rows, columns] = a.shape as [number, number, number];
  return reshape(transpose(reshape(a, [count, rows, columns, 1]), [0, 2, 1, 3]), [count, columns, rows]);
}

/** aᵢ·bᵢ for a [count, rows, inner] and b [count, inner, columns]: [count, rows, columns]. */
export function batchedProduct(a: Value, b: Value): Value {
  return applyOne(productOperator, [a, b], undefined);
}
