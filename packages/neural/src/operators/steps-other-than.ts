/** Finding steps that hold something. */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";

const stepsOtherThanOperator: Operator<{ readonly value: number }> = {
  name: "stepsOtherThan",
  infer: ([x]) => {
    const [batch, length] = (x as Value).shape as [number, number];
    return [{ shape: [batch, length, 1] }];
  },
  emit: (emitter, [x], [mask], { value }) => {
    const apart = emitter.node("Abs", [emitter.node("Sub", [x as string, emitter.floats([value], [])])]);
    const furthest = emitter.node("ReduceMax", [apart, emitter.ints([2])], { keepdims: 1n });
    emitter.node("Sign", [furthest], {}, mask);
  },
};

/** 1 at the steps of x [N, length, channels] where any channel differs from `value`, else 0: [N, length, 1]. No gradient passes. */
export function stepsOtherThan(x: Value, value: number): Value {
  return applyOne(stepsOtherThanOperator, [x], { value });
}
