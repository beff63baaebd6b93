import { expect, test } from "vitest";
import * as onnx from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(onnx).sort()).toEqual([
    "OnnxError",
    "TensorProto_DataType",
    "decodeOnnx",
    "encodeOnnx",
    "isBody",
  ]);
});
