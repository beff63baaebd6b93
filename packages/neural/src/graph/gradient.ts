/**
 * Reverse-mode differentiation on the graph itself: walks the nodes backwards from the loss and adds the
 * nodes that compute the gradients (Griewank & Walther, Evaluating Derivatives, ch. 3).
 */
import { GraphError } from "../errors.js";
import { add } from "../operators/arithmetic.js";
import { constant, type Value } from "./graph.js";
import { format, sizeOf } from "./shape.js";

/**
 * ∂loss/∂value for each of `values`.
 * @param loss one number: shape [] or [1]
 * @throws GraphError `no-gradient` where a value does not bear on the loss
 */
export function differentiate(loss: Value, values: readonly Value[]): Value[] {
  if (sizeOf(loss.shape) !== 1) {
    throw new GraphError("shape", `a loss is one number, this one has the shape ${format(loss.shape)}`);
  }
  const { graph } = loss;
  const learning = descendants(values);
  const gradients = new Map<Value, Value>([[loss, constant(graph, [1], loss.shape)]]);
  // Gradient nodes are appended while we walk: only the forward nodes count.
  for (const node of [...graph.nodes].reverse()) {
    const outputGradients = node.outputs.map((output) => gradients.get(output));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    if (!node.inputs.some((value) => learning.has(value))) continue;
    if (!node.operator.gradient) continue;
    const inputGradients = node.operator.gradient({
      inputs: node.inputs,
      outputs: node.outputs,
      attributes: node.attributes as never,
      outputGradients,
      wants: (index) => learning.has(node.inputs[index] as Value),
    });
    node.inputs.forEach((value, index) => {
      const gradient = inputGradients[index];
      if (!gradient || !learning.has(value)) return;
      const sum = gradients.get(value);
      gradients.set(value, sum ? add(sum, gradient) : gradient);
    });
  }
  return values.map((value) => {
    const gradient = gradients.get(value);
    if (!gradient) throw new GraphError("no-gradient", `the loss does not depend on ${value.name}`);
    return gradient;
  });
}

/** The values and everything computed from them. */
function descendants(values: readonly Value[]): Set<Value> {
  const reached = new Set(values);
  for (const node of values[0]?.graph.nodes ?? []) {
    if (node.inputs.some((value) => reached.has(value)))
      for (const output of node.outputs) reached.add(output);
  }
  return reached;
}
