/** Element-wise arithmetic with broadcasting. */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { broadcast } from "../graph/shape.js";
import { scale, sumTo } from "./sum.js";

type Binary = Operator<undefined>;

function binary(name: string, type: string, gradient: NonNullable<Binary["gradient"]>): Binary {
  return {
    name,
    infer: ([a, b]) => [{ shape: broadcast((a as Value).shape, (b as Value).shape) }],
    emit: (emitter, inputs, [y]) => {
      emitter.node(type, inputs, {}, y);
    },
    gradient: (context) => {
      const raw = gradient(context);
      return context.inputs.map((value, index) => {
        const flowing = raw[index];
        return flowing && context.wants(index) ? sumTo(flowing, value.shape) : undefined;
      });
    },
  };
}

const addOperator = binary("add", "Add", ({ outputGradients: [dy] }) => [dy, dy]);
const subtractOperator = binary("subtract", "Sub", ({ outputGradients: [dy] }) => [dy, dy && scale(dy, -1)]);
const multiplyOperator: Binary = binary(
  "multiply",
  "Mul",
  ({ inputs: [a, b], outputGradients: [dy], wants }) => [
    dy && wants(0) ? multiply(dy, b as Value) : undefined,
    dy && wants(1) ? multiply(dy, a as Value) : undefined,
  ],
);
const divideOperator: Binary = binary(
  "divide",
  "Div",
  ({ inputs: [, b], outputs: [y], outputGradients: [dy], wants }) => [
    dy && wants(0) ? divide(dy, b as Value) : undefined,
    dy && wants(1) ? scale(divide(multiply(dy, y as Value), b as Value), -1) : undefined,
  ],
);

/** 1 where a ≥ b, else 0; no gradient flows through it. */
const atLeastOperator: Operator<undefined> = {
  name: "atLeast",
  infer: ([a, b]) => [{ shape: broadcast((a as Value).shape, (b as Value).shape) }],
  emit: (emitter, inputs, [y]) => {
    // To ONNX, element type 1 is float32.
    emitter.node("Cast", [emitter.node("GreaterOrEqual", inputs)], { to: 1n }, y);
  },
};

const maximumOperator: Binary = binary("maximum", "Max", ({ inputs: [a, b], outputGradients: [dy] }) => {
  if (!dy) return [];
  const first = multiply(dy, applyOne(atLeastOperator, [a as Value, b as Value], undefined));
  return [first, subtract(dy, first)];
});

export function add(a: Value, b: Value): Value {
  return applyOne(addOperator, [a, b], undefined);
}

export function subtract(a: Value, b: Value): Value {
  return applyOne(subtractOperator, [a, b], undefined);
}

export function multiply(a: Value, b: Value): Value {
  return applyOne(multiplyOperator, [a, b], undefined);
}

export function divide(a: Value, b: Value): Value {
  return applyOne(divideOperator, [a, b], undefined);
}

/** The larger of the two; of equals the first gets the gradient. */
export function maximum(a: Value, b: Value): Value {
  return applyOne(maximumOperator, [a, b], undefined);
}

const squareRootOperator: Operator<undefined> = {
  name: "squareRoot",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, inputs, [y]) => {
    emitter.node("Sqrt", inputs, {}, y);
  },
  gradient: ({ outputs: [y], outputGradients: [dy] }) => [dy && scale(divide(dy, y as Value), 0.5)],
};

/** √x, for x > 0. */
export function squareRoot(x: Value): Value {
  return applyOne(squareRootOperator, [x], undefined);
}
