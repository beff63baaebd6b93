import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphError } from "../errors.js";
import { decodeTensorFile, encodeTensorFile, type TensorFile } from "./tensor-file.js";

const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((size, dim) => size * dim, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.float32Array({ minLength: length, maxLength: length }),
  });
});
const name = fc.string().filter((text) => text !== "__metadata__");
// JSON has no −0.
const state = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const file: fc.Arbitrary<TensorFile> = fc.record({
  state,
  tensors: fc.array(fc.tuple(name, tensor), { maxLength: 4 }).map((entries) => new Map(entries)),
});

const example: TensorFile = {
  state: { epoch: 3, best: 0.1 },
  tensors: new Map([
    ["parameters", { shape: [2, 3], data: Float32Array.of(1, -2.5, 3, 0, 1e-30, 7) }],
    ["mean", { shape: [1], data: Float32Array.of(4) }],
  ]),
};

/** A file with the given header before these numbers. */
function withHeader(header: unknown, numbers = [1, 2]): Uint8Array {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, new Uint8Array(Float32Array.from(numbers).buffer)]);
}

describe("encode and decode", () => {
  it("give back what was written, bit for bit", () => {
    fc.assert(
      fc.property(file, (written) => {
        const read = decodeTensorFile(encodeTensorFile(written));
        expect(read.state).toEqual(written.state);
        expect([...read.tensors.keys()].sort()).toEqual([...written.tensors.keys()].sort());
        for (const [key, { shape, data }] of written.tensors) {
          expect(read.tensors.get(key)).toEqual({ shape, data });
        }
      }),
    );
  });

  it("read from bytes that lie anywhere in a buffer, and keep none of them", () => {
    const bytes = encodeTensorFile(example);
    const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    const read = decodeTensorFile(shifted);
    shifted.fill(0);
    expect(read).toEqual(example);
  });

  it("write the safetensors format", () => {
    const bytes = encodeTensorFile(example);
    const length = Number(Buffer.from(bytes).readBigUInt64LE());
    expect(length % 8).toBe(0);
    expect(JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString())).toEqual({
      __metadata__: { wristprint: '{"epoch":3,"best":0.1}' },
      parameters: { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] },
      mean: { dtype: "F32", shape: [1], data_offsets: [24, 28] },
    });
    expect(bytes.length).toBe(8 + length + 28);
  });

  it("refuse to write numbers that do not fill their shape", () => {
    const tensors = new Map([["w", { shape: [2, 2], data: Float32Array.of(1, 2, 3) }]]);
    expect(() => encodeTensorFile({ state: 0, tensors })).toThrow("cannot write 3 numbers as w [2, 2]");
  });
});

describe("bytes that are no such file are refused as a GraphError", () => {
  it("every file cut short, and every one with bytes behind it", () => {
    const bytes = encodeTensorFile(example);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeTensorFile(bytes.subarray(0, length)), `${length} bytes`).toThrow(
        expect.objectContaining({ name: "GraphError", code: "checkpoint" }),
      );
    }
    expect(() => decodeTensorFile(Buffer.concat([bytes, Buffer.alloc(4)]))).toThrow("4 bytes left over");
  });

  it("garbage of any kind", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeTensorFile(bytes)).toThrow(GraphError);
      }),
    );
  });

  it("a file with any one byte changed never fails in another way", () => {
    const bytes = encodeTensorFile(example);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        try {
          decodeTensorFile(bytes.with(at, value));
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
    );
  });

  const metadata = { wristprint: "0" };
  it.each<[string, unknown]>([
    ["no state", { w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }],
    [
      "a state of another program",
      { __metadata__: { other: "0" }, w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } },
    ],
    [
      "half-precision numbers",
      { __metadata__: metadata, w: { dtype: "F16", shape: [4], data_offsets: [0, 8] } },
    ],
    [
      "a shape of other size",
      { __metadata__: metadata, w: { dtype: "F32", shape: [3], data_offsets: [0, 8] } },
    ],
    [
      "offsets behind the end",
      { __metadata__: metadata, w: { dtype: "F32", shape: [2], data_offsets: [4, 12] } },
    ],
    [
      "offsets before the start",
      { __metadata__: metadata, w: { dtype: "F32", shape: [2], data_offsets: [-4, 4] } },
    ],
    ["a header that is no object", 7],
    ["nothing as the header", null],
  ])("%s", (_, header) => {
    expect(() => decodeTensorFile(withHeader(header))).toThrow(
      expect.objectContaining({ code: "checkpoint" }),
    );
  });
});
