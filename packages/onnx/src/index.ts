export { decodeOnnx } from "./decode-onnx.js";
export { encodeOnnx } from "./encode-onnx.js";
export type { ModelProto, ValueInfoProto } from "./generated/onnx_pb.js";
export { TensorProto_DataType } from "./generated/onnx_pb.js";
export { OnnxError, type OnnxErrorCode } from "./onnx-error.js";
export {
  isBody,
  type OnnxAttributes,
  type OnnxBody,
  type OnnxNode,
  type OnnxTensor,
  type OnnxType,
} from "./onnx-model.js";
