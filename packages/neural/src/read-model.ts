/** What a model file of ours holds: the inverse of `exportModel`, but for the layers, which no such file tells. */
import {
  decodeOnnx,
  type ModelProto,
  OnnxError,
  TensorProto_DataType,
  type ValueInfoProto,
} from "@wristprint/onnx";
import { GraphError } from "./errors.js";
import type { Weights, WeightTensor } from "./weights.js";

export interface ModelContents {
  /** The network's name. */
  readonly name: string;
  /** Positions and channels of one example. */
  readonly input: { readonly length: number; readonly channels: number };
  readonly classes: number;
  readonly featureSize: number;
  /** By the names that the network gave them. */
  readonly weights: Weights;
}

/** A weight's name in the file: its own, and a number that makes it unlike all others there. */
const WEIGHT_NAME = /^(\w+\/.+)\.\d+$/;

/**
 * Reads a model that `exportModel` made.
 * @throws GraphError `weights` where the bytes are none
 */
export function readModel(model: Uint8Array): ModelContents {
  const { graph } = decode(model);
  const [length, channels] = sizesOf(graph?.input ?? [], "x", 2);
  const [classes] = sizesOf(graph?.output ?? [], "logits", 1);
  const [featureSize] = sizesOf(graph?.output ?? [], "features", 1);
  const weights = (graph?.initializer ?? []).flatMap(
    ({ name, dims, dataType, rawData }): [string, WeightTensor][] => {
      const own = WEIGHT_NAME.exec(name)?.[1];
      if (own === undefined || dataType !== TensorProto_DataType.FLOAT) return [];
      // Copied, since a tensor's bytes need not begin at a multiple of 4; a Buffer's own `slice` would not copy.
      return [[own, { shape: dims.map(Number), data: new Float32Array(new Uint8Array(rawData).buffer) }]];
    },
  );
  return {
    name: graph?.name ?? "",
    input: { length: length as number, channels: channels as number },
    classes: classes as number,
    featureSize: featureSize as number,
    weights: new Map(weights),
  };
}

function decode(model: Uint8Array): ModelProto {
  try {
    return decodeOnnx(model);
  } catch (error) {
    throw error instanceof OnnxError ? new GraphError("weights", error.message) : error;
  }
}

/** The sizes behind the batch of an input or output; so many are expected. */
function sizesOf(values: readonly ValueInfoProto[], name: string, count: number): number[] {
  const type = values.find((value) => value.name === name)?.type?.value;
  const dims = type?.case === "tensorType" ? (type.value.shape?.dim ?? []) : [];
  const sizes = dims.slice(1).map(({ value }) => (value.case === "dimValue" ? Number(value.value) : 0));
  if (sizes.length === count && sizes.every((size) => size > 0)) return sizes;
  throw new GraphError("weights", `not a model that was exported here: no ${name} of fixed size in it`);
}
