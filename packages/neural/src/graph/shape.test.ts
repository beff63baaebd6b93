import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANY_BATCH, broadcast, format, resolveAxis, sameShape, sizeOf } from "./shape.js";

const size = fc.integer({ min: 1, max: 9 });
const shape = fc.array(size, { maxLength: 4 });

describe("sizeOf", () => {
  it("is the product of the sizes, 1 for one number", () => {
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([2, 3, 4])).toBe(24);
  });

  it("is a multiple of the batch where one dimension is", () => {
    expect(sizeOf([ANY_BATCH, 3, 4])).toBe(-12);
    expect(sizeOf([-60, 4])).toBe(-240);
  });

  it("refuses two dimensions that depend on the batch", () => {
    expect(() => sizeOf([ANY_BATCH, 3, ANY_BATCH])).toThrow(
      expect.objectContaining({ code: "shape", message: expect.stringContaining("[N, 3, N]") }),
    );
  });
});

describe("broadcast", () => {
  it("follows NumPy's rule", () => {
    expect(broadcast([2, 3, 4], [3, 1])).toEqual([2, 3, 4]);
    expect(broadcast([], [5])).toEqual([5]);
    expect(broadcast([2, 1], [1, 3])).toEqual([2, 3]);
  });

  it("spreads one row over a batch of any size, but no fixed number of rows", () => {
    expect(broadcast([ANY_BATCH, 3], [1, 3])).toEqual([ANY_BATCH, 3]);
    expect(() => broadcast([ANY_BATCH, 3], [2, 3])).toThrow("[N, 3] and [2, 3] do not broadcast");
  });

  it("does not depend on the order of the two, and leaves a shape with itself as it is", () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(broadcast(a, a)).toEqual(a);
        const attempt = (left: number[], right: number[]) => {
          try {
            return broadcast(left, right);
          } catch {
            return "refused";
          }
        };
        expect(attempt(a, b)).toEqual(attempt(b, a));
      }),
    );
  });

  it("gives as many numbers as a loop over the larger shape would visit", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(size, fc.boolean()), { maxLength: 4 }), (dims) => {
        const large = dims.map(([dim]) => dim);
        const small = dims.map(([dim, one]) => (one ? 1 : dim));
        expect(sizeOf(broadcast(small, large))).toBe(sizeOf(large));
      }),
    );
  });
});

it("sameShape tells apart sizes and ranks", () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect(sameShape([2, 3], [3, 2])).toBe(false);
  expect(sameShape([2], [2, 1])).toBe(false);
  expect(sameShape([ANY_BATCH], [1])).toBe(false);
});

it("resolveAxis counts negative axes from the end and refuses those outside", () => {
  expect(resolveAxis([2, 3, 4], -1)).toBe(2);
  expect(resolveAxis([2, 3, 4], 0)).toBe(0);
  expect(() => resolveAxis([2, 3], 2)).toThrow("axis 2 is outside the shape [2, 3]");
  expect(() => resolveAxis([2, 3], -3)).toThrow(expect.objectContaining({ code: "shape" }));
});

it("format writes the batch as N", () => {
  expect(format([ANY_BATCH, 128, 2])).toBe("[N, 128, 2]");
  expect(format([-60, 4])).toBe("[60N, 4]");
  expect(format([])).toBe("[]");
});
