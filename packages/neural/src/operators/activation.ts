/** Activation functions. */
import { type Operator, scalar, type Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { maximum, multiply, subtract } from "./arithmetic.js";
import { throughPhases } from "./phases.js";
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

/** 1 where x > 0, else 0; no gradient flows through it. */
const positiveOperator: Unary = {
  name: "positive",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, inputs, [y]) => {
    // min(max(slope · x, 0), 1) with the steepest slope there is: several times faster than Sign or a comparison.
    emitter.node("HardSigmoid", inputs, { alpha: LARGEST, beta: 0 }, y);
  },
};

/** Just below float32's largest number. */
const LARGEST = 3e38;

function positive(x: Value): Value {
  return applyOne(positiveOperator, [x], undefined);
}

// The output is above 0 where the input is.
export const reluOperator = activation("relu", "Relu", ({ outputs: [y], outputGradients: [dy] }) => [
  dy && multiply(dy, positive(y as Value)),
]);

/** max(x, 0). */
export function relu(x: Value): Value {
  return throughPhases(x, (values) => applyOne(reluOperator, [values], undefined));
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
  // 1 above 0, the slope elsewhere; y has x's sign.
  gradient: ({ outputs: [y], attributes: { slope }, outputGradients: [dy] }) => [
    dy && multiply(dy, maximum(positive(y as Value), scalar(dy.graph, slope))),
  ],
};

/** x where x > 0, slope · x elsewhere, for a slope of at least 0. */
export function leakyRelu(x: Value, slope: number): Value {
  return throughPhases(x, (values) => applyOne(leakyReluOperator, [values], { slope }));
}

const sigmoidOperator = activation("sigmoid", "Sigmoid", ({ outputs: [y], outputGradients: [dy] }) => {
  // dy·y·(1 − y), as dy·y − dy·y².
  if (!dy) return [undefined];
  const flowing = multiply(dy, y as Value);
  return [subtract(flowing, multiply(flowing, y as Value))];
});

/** 1 / (1 + exp(−x)). */
export function sigmoid(x: Value): Value {
  return throughPhases(x, (values) => applyOne(sigmoidOperator, [values], undefined));
}

const tanhOperator = activation("tanh", "Tanh", ({ outputs: [y], outputGradients: [dy] }) => {
  if (!dy) return [undefined];
  return [subtract(dy, multiply(dy, multiply(y as Value, y as Value)))];
});

export function tanh(x: Value): Value {
  return throughPhases(x, (values) => applyOne(tanhOperator, [values], undefined));
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
