/** Writes a list of ONNX nodes, constants, inputs and outputs as a model file (IR 8, opset 18). */
import { create, toBinary } from "@bufbuild/protobuf";
import { isBody, type OnnxAttribute, type OnnxBody, type OnnxNode, type OnnxType } from "../graph/emitter.js";
import type { ElementType } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./generated/onnx_pb.js";

/** ONNX operator set 18, in onnxruntime since 1.14 and in onnxruntime-web. */
const OPSET = 18n;
const IR_VERSION = 8n;

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
  /** What a dimension that depends on the batch is called. */
  readonly batchName: string;
}

const DATA_TYPES: Record<OnnxType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
};

/** The model as the bytes of an .onnx file. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const graph = create(GraphProtoSchema, {
    name: model.name,
    node: model.nodes.map(encodeNode),
    initializer: model.constants.map(({ name, shape, data }) =>
      create(TensorProtoSchema, {
        name,
        dims: shape.map(BigInt),
        dataType: data instanceof Float32Array ? TensorProto_DataType.FLOAT : TensorProto_DataType.INT64,
        rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      }),
    ),
    input: model.inputs.map((value) => valueInfo(value, model.batchName)),
    output: model.outputs.map((value) => valueInfo(value, model.batchName)),
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

function encodeNode({ type, inputs, outputs, attributes }: OnnxNode, index: number): NodeProto {
  return create(NodeProtoSchema, {
    name: `${type}_${index}`,
    opType: type,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  });
}

/** Shapes are left to the runtime: they follow from what the node is given. */
function encodeBody({ nodes, inputs, outputs }: OnnxBody): GraphProto {
  return create(GraphProtoSchema, {
    name: "body",
    node: nodes.map(encodeNode),
    input: inputs.map((value) => valueInfo(value)),
    output: outputs.map((name) => valueInfo({ name, type: "float32" })),
  });
}

function attribute(name: string, value: OnnxAttribute): AttributeProto {
  const Type = AttributeProto_AttributeType;
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: Type.INT, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value });
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: new TextEncoder().encode(value) });
  }
  if (isBody(value)) return create(AttributeProtoSchema, { name, type: Type.GRAPH, g: encodeBody(value) });
  return create(AttributeProtoSchema, { name, type: Type.INTS, ints: [...value] });
}

function valueInfo(
  { name, shape, type }: { name: string; shape?: Shape; type: OnnxType },
  batchName = "",
): ValueInfoProto {
  const dim = shape?.map((size) => ({
    value:
      size >= 0
        ? { case: "dimValue" as const, value: BigInt(size) }
        : { case: "dimParam" as const, value: size === -1 ? batchName : `${-size}*${batchName}` },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: { case: "tensorType", value: { elemType: DATA_TYPES[type], ...(dim && { shape: { dim } }) } },
    },
  });
}
