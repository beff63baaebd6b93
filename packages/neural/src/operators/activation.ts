/** Activation functions. */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { multiply, subtract } from "./arithmetic.js";
import { sum } from "./sum.js";

type Unary = Operator<undefined>;

function activation(name: string, type: string, gradient: NonNullable<Unary["gradient"]>): Unary {
  return {
    name,
    infer: ([x]) => [{ shape: (x as Value).shape }],
    emit: (emitter, inputs, [y]) => {
      emitter.node(type, inputs, {}, y);
    },
    gradient,
  };
}

/** 1 where x > 0, 0 where x = 0, −1 where x < 0; no gradient flows through it. */
const signOperator: Unary = {
  name: "sign",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, inputs, [y]) => {
    emitter.node("Sign", inputs, {}, y);
  },
};

function sign(x: Value): Value {
  return applyOne(signOperator, [x], undefined);
}

// The output is never negative, so its sign is the derivative.
export const reluOperator = activation("relu", "Relu", ({ outputs: [y], outputGradients: [dy] }) => [
  dy && multiply(dy, sign(y as Value)),
]);

/** max(x, 0). */
export function relu(x: Value): Value {
  return applyOne(reluOperator, [x], undefined);
}

interface LeakySlope {
  /** Of the line below 0, at least 0. */
  readonly slope: number;
}

const leakyReluOperator: Operator<LeakySlope> = {
  name: "leakyRelu",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, inputs, [y], { slope }) => {
    emitter.node("LeakyRelu", inputs, { alpha: slope }, y);
  },
  gradient: ({ outputs: [y], attributes, outputGradients: [dy] }) => [
    dy && applyOne(leakyGradientOperator, [dy, y as Value], attributes),
  ],
};

/** dy where y > 0, slope · dy elsewhere; y has x's sign. */
const leakyGradientOperator: Operator<LeakySlope> = {
  name: "leakyGradient",
  infer: ([dy]) => [{ shape: (dy as Value).shape }],
  emit: (emitter, [dy, y], [dx], { slope }) => {
    const below = emitter.node("Mul", [dy as string, emitter.floats([slope], [])]);
    const above = emitter.node("Greater", [y as string, emitter.floats([0], [])]);
    emitter.node("Where", [above, dy as string, below], {}, dx);
  },
};

/** x where x > 0, slope · x elsewhere, for a slope of at least 0. */
export function leakyRelu(x: Value, slope: number): Value {
  return applyOne(leakyReluOperator, [x], { slope });
}

const sigmoidOperator = activation("sigmoid", "Sigmoid", ({ outputs: [y], outputGradients: [dy] }) => {
  // dy·y·(1 − y), as dy·y − dy·y².
  if (!dy) return [undefined];
  const flowing = multiply(dy, y as Value);
  return [subtract(flowing, multiply(flowing, y as Value))];
});

/** 1 / (1 + exp(−x)). */
export function sigmoid(x: Value): Value {
  return applyOne(sigmoidOperator, [x], undefined);
}

const tanhOperator = activation("tanh", "Tanh", ({ outputs: [y], outputGradients: [dy] }) => {
  if (!dy) return [undefined];
  return [subtract(dy, multiply(dy, multiply(y as Value, y as Value)))];
});

export function tanh(x: Value): Value {
  return applyOne(tanhOperator, [x], undefined);
}

const softmaxOperator: Unary = {
  name: "softmax",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, inputs, [y]) => {
    emitter.node("Softmax", inputs, { axis: -1n }, y);
  },
  gradient: ({ outputs: [y], outputGradients: [dy] }) => {
    if (!dy) return [undefined];
    const flowing = multiply(dy, y as Value);
    return [subtract(flowing, multiply(y as Value, sum(flowing, [-1], true)))];
  },
};

/** exp(x) / Σ exp(x) over the last axis. */
export function softmax(x: Value): Value {
  return applyOne(softmaxOperator, [x], undefined);
}
