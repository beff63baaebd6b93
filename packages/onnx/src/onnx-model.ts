/** An ONNX model as plain data, as https://onnx.ai/onnx/repo-docs/IR.html has its parts. */

/** Element types of values. */
export type OnnxType = "float32" | "int64" | "bool";

/** ONNX's STRINGS; in an object of its own, since an empty list does not tell what it is a list of. */
export interface OnnxStrings {
  readonly strings: readonly string[];
}

/**
 * What a node is told: INT, FLOAT, STRING, INTS, FLOATS, STRINGS or GRAPH, in this order. Whole numbers are bigints, since
 * ONNX tells 1 from 1.0.
 */
export type OnnxAttribute =
  | bigint
  | number
  | string
  | readonly bigint[]
  | Float32Array
  | OnnxStrings
  | OnnxBody;
export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

export interface OnnxNode {
  /** The operator. */
  readonly type: string;
  /** The operator set that has it; ONNX's own by default. */
  readonly domain?: string;
  /** The operator and the node's place among the others by default. */
  readonly name?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: OnnxAttributes;
}

export interface BodyInput {
  readonly name: string;
  readonly type: OnnxType;
}

/** A graph that a node runs, such as Scan's at every step. It reads names of the graph around it as its own. */
export interface OnnxBody {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly BodyInput[];
  /** Floats, all of them. */
  readonly outputs: readonly string[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxValue {
  readonly name: string;
  /** A negative number is a multiple of the batch: −1 is N, −60 is 60·N. */
  readonly shape: readonly number[];
  readonly type: OnnxType;
}

export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants?: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** What a dimension that depends on the batch is called. */
  readonly batchName: string;
  /** Versions of operator sets other than ONNX's own, by domain. */
  readonly operatorSets?: Readonly<Record<string, number>>;
  /** What else is to stand in the file, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export function isBody(attribute: OnnxAttribute): attribute is OnnxBody {
  return typeof attribute === "object" && "nodes" in attribute;
}
