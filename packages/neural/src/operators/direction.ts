import { constant, type Value } from "../graph/graph.js";
import { add, divide, multiply, squareRoot } from "./arithmetic.js";
import { sum } from "./sum.js";

/** x of length 1 along an axis; what has no length stays as it is. */
export function direction(x: Value, axis: number): Value {
  const squares = sum(multiply(x, x), [axis], true);
  return divide(x, squareRoot(add(squares, constant(x.graph, [1e-12], []))));
}
