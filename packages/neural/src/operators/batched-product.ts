/** Many matrix products at once. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { format } from "../graph/shape.js";
import { transpose } from "./reshape.js";

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
  // The runtime draws the transposition into the product.
  gradient: ({ inputs: [a, b], outputGradients: [dy], wants }) => [
    dy && wants(0) ? batchedProduct(dy, transpose(b as Value, [0, 2, 1])) : undefined,
    dy && wants(1) ? batchedProduct(transpose(a as Value, [0, 2, 1]), dy) : undefined,
  ],
};

/** aᵢ·bᵢ for a [count, rows, inner] and b [count, inner, columns]: [count, rows, columns]. */
export function batchedProduct(a: Value, b: Value): Value {
  return applyOne(productOperator, [a, b], undefined);
}
