/**
 * A graph under construction: values, and the nodes that make them, in an order in which they can be
 * computed. Operators add nodes; `differentiate` adds the nodes of the gradients to the same graph;
 * `lowerToOnnx` writes what the outputs need as an ONNX model and forgets the rest.
 */
import type { Emitter } from "./emitter.js";
import { format, type Shape, sizeOf } from "./shape.js";

export type ElementType = "float32" | "int64";

export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  /** The node that makes it; absent for inputs, parameters and constants. */
  readonly producer?: Node;
}

export interface Node {
  readonly operator: Operator<never>;
  readonly attributes: unknown;
  readonly inputs: readonly Value[];
  outputs: readonly Value[];
}

export interface Constant {
  readonly value: Value;
  readonly data: Float32Array | BigInt64Array;
}

/** A learnt tensor: which layer it belongs to, and how it begins. */
export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Value;
}

export interface Graph {
  readonly nodes: Node[];
  readonly inputs: Value[];
  readonly constants: Constant[];
  readonly parameters: Parameter[];
  /** A name that no other value of this graph has. */
  uniqueName(hint: string): string;
}

/**
 * What an operator is: how it shapes its outputs, how it is written in ONNX, and how gradients pass back
 * through it. One kind of operator a file in `operators/`; the conformance test there checks each one's
 * gradient against central differences.
 */
export interface Operator<Attributes> {
  readonly name: string;
  /** The shapes and types of the outputs; throws GraphError where the inputs do not fit. */
  infer(inputs: readonly Value[], attributes: Attributes): readonly OutputType[];
  emit(
    emitter: Emitter,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Attributes,
    node: Node,
  ): void;
  /** Whether a model with it rounds an example that runs alone otherwise than one among others. */
  readonly needsCompany?: true;
  /** ∂loss/∂input for each input, `undefined` where none flows. An operator without it stops gradients. */
  gradient?(context: GradientContext<Attributes>): readonly (Value | undefined)[];
}

export interface OutputType {
  readonly shape: Shape;
  readonly type?: ElementType;
}

/** Where a gradient rule stands: the node, and ∂loss/∂output for each output (absent where none flows). */
export interface GradientContext<Attributes> {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputGradients: readonly (Value | undefined)[];
  /** Whether anything upstream of this input learns; rules may save the work where it does not. */
  wants(input: number): boolean;
}

export function createGraph(): Graph {
  let count = 0;
  return {
    nodes: [],
    inputs: [],
    constants: [],
    parameters: [],
    uniqueName: (hint) => `${hint}.${count++}`,
  };
}

/** A value that is handed in at every run. */
export function input(graph: Graph, name: string, shape: Shape, type: ElementType = "float32"): Value {
  const value: Value = { graph, name, shape, type };
  graph.inputs.push(value);
  return value;
}

/** A learnt tensor. */
export function parameter(graph: Graph, name: string, shape: Shape): Value {
  const value: Value = { graph, name: graph.uniqueName(name), shape, type: "float32" };
  graph.parameters.push({ name, shape, value });
  return value;
}

/** A fixed float tensor, given in row-major order. */
export function constant(graph: Graph, data: ArrayLike<number>, shape: Shape = [data.length]): Value {
  if (data.length !== sizeOf(shape)) throw new RangeError(`${data.length} values for ${format(shape)}`);
  const value: Value = { graph, name: graph.uniqueName("constant"), shape, type: "float32" };
  graph.constants.push({ value, data: Float32Array.from(data) });
  return value;
}

/** A fixed scalar. */
export function scalar(graph: Graph, number: number): Value {
  return constant(graph, [number], []);
}
