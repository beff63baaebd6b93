import { expect, it } from "vitest";
import { encodeNpy } from "./encode-npy.js";

it("writes what numpy.save writes", () => {
  // Source: numpy 1.24.2, numpy.save of array([[[1.5, -2], [0, 3]]], dtype="<f4").
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 2), }${" ".repeat(55)}\n`;
  const golden = Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00\x76\x00", "latin1"),
    Buffer.from(header),
    Buffer.from([0x00, 0x00, 0xc0, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x40, 0x40]),
  ]);
  expect(Buffer.from(encodeNpy(Float32Array.of(1.5, -2, 0, 3), [1, 2, 2]))).toEqual(golden);
});

it("writes a tuple of one, and an empty array", () => {
  const text = (shape: number[], ...values: number[]) =>
    Buffer.from(encodeNpy(Float32Array.from(values), shape)).toString("latin1");
  expect(text([2], 1, 2)).toContain("'shape': (2,), }");
  expect(text([0, 9, 3])).toContain("'shape': (0, 9, 3), }");
  expect(text([0, 9, 3]).length % 64).toBe(0);
});

it("refuses values that do not fill the shape", () => {
  expect(() => encodeNpy(new Float32Array(5), [2, 3])).toThrow("5 values do not fill the shape 2 × 3");
});
