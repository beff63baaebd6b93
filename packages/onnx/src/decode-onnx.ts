import { fromBinary } from "@bufbuild/protobuf";
import { type ModelProto, ModelProtoSchema } from "./generated/onnx_pb.js";
import { OnnxError } from "./onnx-error.js";

/**
 * What the bytes of an .onnx file hold, as ONNX names its parts; those that `onnx.proto` leaves out are passed over.
 * @throws OnnxError `malformed`
 */
export function decodeOnnx(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OnnxError("malformed", `not an ONNX file, or cut short: ${reason.split("\n")[0]}`, {
      cause: error,
    });
  }
}
