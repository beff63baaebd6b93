/** Losses of a batch, computed from logits so that no probability is ever rounded to 0 or 1. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { format, sameShape } from "../graph/shape.js";
import { sigmoid, softmax } from "./activation.js";
import { multiply, subtract } from "./arithmetic.js";
import { scale, sum } from "./sum.js";

type Loss = Operator<undefined>;

function sameShapes([logits, targets]: readonly Value[]): void {
  if (!logits || !targets || !sameShape(logits.shape, targets.shape)) {
    const shapes = [logits, targets].map((value) => value && format(value.shape)).join(" and ");
    throw new GraphError("shape", `logits and targets differ in shape: ${shapes}`);
  }
}

/** −Σ targets · log softmax(logits), a number a row: [N, classes] twice to [N, 1]. */
const softmaxLossOperator: Loss = {
  name: "softmaxCrossEntropy",
  infer: (inputs) => {
    sameShapes(inputs);
    return [{ shape: [(inputs[0] as Value).shape[0] as number, 1] }];
  },
  emit: (emitter, [logits, targets], [y]) => {
    const log = emitter.node("LogSoftmax", [logits as string], { axis: -1n });
    const product = emitter.node("Mul", [log, targets as string]);
    emitter.node("Neg", [emitter.node("ReduceSum", [product, emitter.ints([1])], { keepdims: 1n })], {}, y);
  },
  // softmax − targets, for targets that sum to 1.
  gradient: ({ inputs: [logits, targets], outputGradients: [dy] }) => [
    dy && multiply(subtract(softmax(logits as Value), targets as Value), dy),
    undefined,
  ],
};

/** max(z, 0) − z·t + log(1 + exp(−|z|)), element by element. */
const sigmoidLossOperator: Loss = {
  name: "sigmoidCrossEntropy",
  infer: (inputs) => {
    sameShapes(inputs);
    return [{ shape: (inputs[0] as Value).shape }];
  },
  emit: (emitter, [z, t], [y]) => {
    const positive = emitter.node("Relu", [z as string]);
    const linear = emitter.node("Sub", [positive, emitter.node("Mul", [z as string, t as string])]);
    const negated = emitter.node("Neg", [emitter.node("Abs", [z as string])]);
    emitter.node("Add", [linear, emitter.node("Softplus", [negated])], {}, y);
  },
  gradient: ({ inputs: [logits, targets], outputGradients: [dy] }) => [
    dy && multiply(subtract(sigmoid(logits as Value), targets as Value), dy),
    undefined,
  ],
};

/** Cross-entropy of each row under softmax, for targets [N, classes] that sum to 1: [N, 1]. */
export function softmaxCrossEntropy(logits: Value, targets: Value): Value {
  return applyOne(softmaxLossOperator, [logits, targets], undefined);
}

/** Binary cross-entropy of each row under one sigmoid an output, averaged over the outputs: [N, 1]. */
export function sigmoidCrossEntropy(logits: Value, targets: Value): Value {
  const each = applyOne(sigmoidLossOperator, [logits, targets], undefined);
  return scale(sum(each, [1], true), 1 / (logits.shape[1] as number));
}
