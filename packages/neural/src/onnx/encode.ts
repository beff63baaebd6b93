/** Writes a list of ONNX nodes, constants, inputs and outputs as a model file (IR 8, opset 18). */
import { create, toBinary } from "@bufbuild/protobuf";
import type { ElementType, OnnxAttributes } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./generated/onnx_pb.js";

/** ONNX operator set 18, in onnxruntime since 1.14 and in onnxruntime-web. */
const OPSET = 18n;
const IR_VERSION = 8n;

export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: OnnxAttributes;
}

export interface OnnxTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const DATA_TYPES: Record<ElementType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
};

/** The model as the bytes of an .onnx file. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const graph = create(GraphProtoSchema, {
    name: model.name,
    node: model.nodes.map((node, index) =>
      create(NodeProtoSchema, {
        name: `${node.type}_${index}`,
        opType: node.type,
        input: [...node.inputs],
        output: [...node.outputs],
        attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
      }),
    ),
    initializer: model.constants.map(({ name, shape, data }) =>
      create(TensorProtoSchema, {
        name,
        dims: shape.map(BigInt),
        dataType: data instanceof Float32Array ? TensorProto_DataType.FLOAT : TensorProto_DataType.INT64,
        rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      }),
    ),
    input: model.inputs.map(valueInfo),
    output: model.outputs.map(valueInfo),
  });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "wristprint",
      opsetImport: [{ domain: "", version: OPSET }],
      graph,
    }),
  );
}

function attribute(name: string, value: OnnxAttributes[string]): AttributeProto {
  const Type = AttributeProto_AttributeType;
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: Type.INT, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value });
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: new TextEncoder().encode(value) });
  }
  return create(AttributeProtoSchema, { name, type: Type.INTS, ints: [...value] });
}

function valueInfo({ name, shape, type }: OnnxValue): ValueInfoProto {
  const dim = shape.map((size) => ({
    value:
      size >= 0
        ? { case: "dimValue" as const, value: BigInt(size) }
        : { case: "dimParam" as const, value: size === -1 ? "batch" : `${-size}*batch` },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: { elemType: DATA_TYPES[type], shape: { dim } } } },
  });
}
