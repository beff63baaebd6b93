import { create, toBinary } from "@bufbuild/protobuf";
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
import {
  isBody,
  type OnnxAttribute,
  type OnnxBody,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxType,
} from "./onnx-model.js";

/** ONNX's own operator set 18, in onnxruntime since 1.14 and in onnxruntime-web. */
const OPSET = 18;
const IR_VERSION = 8n;

const DATA_TYPES: Readonly<Record<OnnxType, TensorProto_DataType>> = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
};

/** The model as the bytes of an .onnx file (IR 8, opset 18): the same for the same model. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const { name, nodes, constants = [], inputs, outputs, batchName, operatorSets, metadata = {} } = model;
  const graph = create(GraphProtoSchema, {
    name,
    node: nodes.map(encodeNode),
    initializer: constants.map(encodeTensor),
    input: inputs.map((value) => valueInfo(value, batchName)),
    output: outputs.map((value) => valueInfo(value, batchName)),
  });
  const sets = Object.entries({ "": OPSET, ...operatorSets });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "wristprint",
      opsetImport: sets.map(([domain, version]) => ({ domain, version: BigInt(version) })),
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph,
    }),
  );
}

function encodeNode({ type, domain, name, inputs, outputs, attributes }: OnnxNode, index: number): NodeProto {
  return create(NodeProtoSchema, {
    name: name ?? `${type}_${index}`,
    opType: type,
    ...(domain !== undefined && { domain }),
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([key, value]) => encodeAttribute(key, value)),
  });
}

function encodeTensor({ name, shape, data }: OnnxTensor) {
  return create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: DATA_TYPES[data instanceof Float32Array ? "float32" : "int64"],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
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

function encodeAttribute(name: string, value: OnnxAttribute): AttributeProto {
  const Type = AttributeProto_AttributeType;
  const bytes = (text: string) => new TextEncoder().encode(text);
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: Type.INT, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value });
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: bytes(value) });
  }
  if (value instanceof Float32Array) {
    return create(AttributeProtoSchema, { name, type: Type.FLOATS, floats: [...value] });
  }
  if (isBody(value)) return create(AttributeProtoSchema, { name, type: Type.GRAPH, g: encodeBody(value) });
  if ("strings" in value) {
    return create(AttributeProtoSchema, { name, type: Type.STRINGS, strings: value.strings.map(bytes) });
  }
  return create(AttributeProtoSchema, { name, type: Type.INTS, ints: [...value] });
}

function valueInfo(
  { name, shape, type }: { name: string; shape?: readonly number[]; type: OnnxType },
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
