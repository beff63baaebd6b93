import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { decodeOnnx, encodeOnnx, OnnxError } from "./index.js";
import type { OnnxAttribute, OnnxModel } from "./onnx-model.js";

/** y = x · [1, 2] + 0.5, by a Gemm with a scale for what is added. */
const model: OnnxModel = {
  name: "line",
  nodes: [{ type: "Gemm", inputs: ["x", "w", "b"], outputs: ["y"], attributes: { transB: 1n, beta: 0.5 } }],
  constants: [
    { name: "w", shape: [1, 2], data: Float32Array.of(1, 2) },
    { name: "b", shape: [1], data: Float32Array.of(1) },
  ],
  inputs: [{ name: "x", shape: [-1, 2], type: "float32" }],
  outputs: [{ name: "y", shape: [-1, 1], type: "float32" }],
  batchName: "rows",
};

function attributeOf(value: OnnxAttribute) {
  const nodes = [{ type: "Any", inputs: [], outputs: [], attributes: { value } }];
  return decodeOnnx(encodeOnnx({ ...model, nodes })).graph?.node[0]?.attribute[0];
}

describe("a model that is encoded", () => {
  it("is run by ONNX Runtime for a batch of any size", async () => {
    const session = await InferenceSession.create(encodeOnnx(model));
    const { y } = await session.run({ x: new Tensor("float32", [1, 1, 2, 3, 0, 0], [3, 2]) });
    expect(y?.dims).toEqual([3, 1]);
    expect([...(y?.data ?? [])]).toEqual([3.5, 8.5, 0.5]);
    await session.release();
  });

  it("is the same bytes each time", () => {
    expect(encodeOnnx(model)).toEqual(encodeOnnx(model));
  });

  it("says its version, its operator sets, and what else is to stand in it", () => {
    const read = decodeOnnx(
      encodeOnnx({ ...model, operatorSets: { "ai.onnx.ml": 3 }, metadata: { names: "[]" } }),
    );
    expect(read.irVersion).toBe(8n);
    expect(read.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([
      ["", 18n],
      ["ai.onnx.ml", 3n],
    ]);
    expect(read.metadataProps.map(({ key, value }) => [key, value])).toEqual([["names", "[]"]]);
  });

  it("names nodes by what they do and where they stand, unless they have a name", () => {
    const [node] = model.nodes;
    const nodes = [node, { ...node, name: "mine", domain: "ai.onnx.ml" }].flatMap((one) => one ?? []);
    const read = decodeOnnx(encodeOnnx({ ...model, nodes })).graph?.node;
    expect(read?.map(({ name, domain }) => [name, domain])).toEqual([
      ["Gemm_0", ""],
      ["mine", "ai.onnx.ml"],
    ]);
  });

  it.each<[string, OnnxAttribute, object]>([
    ["INT", 3n, { type: 2, i: 3n }],
    ["FLOAT", 3, { type: 1, f: 3 }],
    ["STRING", "é", { type: 3, s: Uint8Array.of(0xc3, 0xa9) }],
    ["INTS", [1n, -1n], { type: 7, ints: [1n, -1n] }],
    ["FLOATS", Float32Array.of(0.5), { type: 6, floats: [0.5] }],
    ["FLOATS, none of them", new Float32Array(), { type: 6, floats: [] }],
    ["STRINGS", { strings: ["a", "b"] }, { type: 8, strings: [Uint8Array.of(97), Uint8Array.of(98)] }],
    ["STRINGS, none of them", { strings: [] }, { type: 8, strings: [] }],
    ["GRAPH", { nodes: [], inputs: [], outputs: ["y"] }, { type: 5, g: { name: "body" } }],
  ])("has attributes of ONNX's type %s", (_, value, expected) => {
    expect(attributeOf(value)).toMatchObject({ name: "value", ...expected });
  });
});

it("refuses bytes that are no model, or not a whole one", () => {
  for (const bytes of [Uint8Array.of(1, 2, 3), encodeOnnx(model).subarray(0, -1)]) {
    expect(() => decodeOnnx(bytes)).toThrow(OnnxError);
    expect(() => decodeOnnx(bytes)).toThrow("not an ONNX file, or cut short: ");
  }
});
