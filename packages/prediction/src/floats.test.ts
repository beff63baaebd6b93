import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeFloats, encodeFloats, swapped } from "./floats.js";

test("floats come back from their bytes bit for bit, wherever in memory the bytes lie", () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 40 }), fc.nat({ max: 7 }), (values, offset) => {
      const message = new Uint8Array(values.byteLength + offset + 3);
      message.set(encodeFloats(values), offset);
      const back = decodeFloats(message.subarray(offset, offset + values.byteLength));
      expect(new Uint32Array(back.buffer)).toEqual(new Uint32Array(values.slice().buffer));
    }),
  );
});

test("the first byte is the lowest, as IEEE 754 by hand has it", () => {
  expect([...encodeFloats(Float32Array.of(1, -2))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test("a part of a larger array gives the bytes of that part alone", () => {
  const part = Float32Array.of(5, 1, 6).subarray(1, 2);
  expect([...encodeFloats(part)]).toEqual([0, 0, 0x80, 0x3f]);
});

test("decoded floats do not change with the message", () => {
  const message = new Uint8Array(encodeFloats(Float32Array.of(1)));
  const back = decodeFloats(message);
  message.fill(0);
  expect([...back]).toEqual([1]);
});

test("a machine of the other byte order turns each four bytes round, into a copy", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  expect([...swapped(bytes)]).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
  expect(bytes[0]).toBe(1);
});

test("bytes that are not whole floats are refused", () => {
  expect(() => decodeFloats(new Uint8Array(7))).toThrow(/got 7 bytes/);
});
