/** What operators write a lowered graph with: ONNX nodes, and graphs that a node runs within itself. */
import { isBody, type OnnxAttributes, type OnnxBody, type OnnxNode, type OnnxType } from "@wristprint/onnx";
import type { Shape } from "./shape.js";

/** Writes ONNX nodes; used by operators when a graph is lowered. */
export interface Emitter {
  /** Adds a node and returns the name of its (first) output, which is `output` where one is named. */
  node(type: string, inputs: readonly string[], attributes?: OnnxAttributes, output?: string): string;
  /** The same for a node of several outputs. */
  nodes(
    type: string,
    inputs: readonly string[],
    attributes: OnnxAttributes,
    outputs: readonly string[],
  ): void;
  /** A name that nothing else has. */
  name(hint: string): string;
  /** The name of an int64 constant. */
  ints(values: readonly number[], shape?: Shape): string;
  /** The name of a float constant. */
  floats(values: readonly number[], shape?: Shape): string;
  /**
   * A graph for a node's attribute.
   * @param write adds its nodes, given the names of its inputs, and returns those of its outputs
   */
  body(
    inputs: readonly OnnxType[],
    write: (body: Emitter, inputs: readonly string[]) => readonly string[],
  ): OnnxBody;
}

/** Every name that a node reads, those that its bodies read around them too. */
export function readsOf(node: OnnxNode): string[] {
  const bodies = Object.values(node.attributes).filter((attribute) => isBody(attribute));
  return [...node.inputs, ...bodies.flatMap(({ nodes }) => nodes.flatMap(readsOf))];
}
