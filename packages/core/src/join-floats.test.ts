import fc from "fast-check";
import { expect, it } from "vitest";
import { joinFloats } from "./join-floats.js";

it("gives all numbers in order, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.float32Array({ maxLength: 5 }), { maxLength: 5 }), (parts) => {
      expect(joinFloats(parts)).toEqual(Float32Array.from(parts.flatMap((part) => [...part])));
    }),
  );
});

it("does not copy the only part", () => {
  const part = Float32Array.of(1, 2);
  expect(joinFloats([part])).toBe(part);
});
