/** Adding nodes to a graph. */
import { GraphError } from "../errors.js";
import type { Graph, Node, Operator, Value } from "./graph.js";

/** Adds a node to the graph that the inputs belong to, and returns its outputs. */
export function apply<Attributes>(
  operator: Operator<Attributes>,
  inputs: readonly Value[],
  attributes: Attributes,
): readonly Value[] {
  const graph = graphOf(inputs);
  const types = operator.infer(inputs, attributes);
  const node: Node = { operator: operator as Operator<never>, attributes, inputs, outputs: [] };
  node.outputs = types.map(({ shape, type = "float32" }) => ({
    graph,
    name: graph.uniqueName(operator.name),
    shape,
    type,
    producer: node,
  }));
  graph.nodes.push(node);
  return node.outputs;
}

/** {@link apply} for operators of one output. */
export function applyOne<Attributes>(
  operator: Operator<Attributes>,
  inputs: readonly Value[],
  attributes: Attributes,
): Value {
  return apply(operator, inputs, attributes)[0] as Value;
}

function graphOf(inputs: readonly Value[]): Graph {
  const first = inputs[0];
  if (!first) throw new GraphError("shape", "an operator needs at least one input");
  if (inputs.some((value) => value.graph !== first.graph)) {
    throw new GraphError("shape", "an operator's inputs belong to different graphs");
  }
  return first.graph;
}
