import fc from "fast-check";
import { expect, it } from "vitest";
import { cosineSimilarity, createSimilarities } from "./cosine-similarity.js";

it("is the cosine of the angle: 3-4-5 triangles by hand", () => {
  expect(cosineSimilarity(Float32Array.of(3, 4), Float32Array.of(4, 3))).toBeCloseTo(24 / 25, 15);
  expect(cosineSimilarity(Float32Array.of(3, 4), Float32Array.of(-3, -4))).toBe(-1);
  expect(cosineSimilarity(Float32Array.of(3, 4), Float32Array.of(0, 0))).toBe(0);
});

it("is the same with many at once as with each, bit for bit", () => {
  const numbers = (length: number) =>
    fc.array(fc.float({ noNaN: true, min: -2, max: 2 }), { minLength: length, maxLength: length });
  const cases = fc
    .record({ size: fc.integer({ min: 1, max: 9 }), count: fc.nat(5) })
    .chain(({ size, count }) => fc.record({ one: numbers(size), others: numbers(size * count) }));
  fc.assert(
    fc.property(cases, ({ one, others }) => {
      const size = one.length;
      const signature = Float32Array.from(one);
      const all = Float32Array.from(others);
      const each = Array.from({ length: all.length / size }, (_, i) =>
        cosineSimilarity(signature, all.slice(i * size, (i + 1) * size)),
      );
      expect([...createSimilarities(all, size)(signature)]).toEqual(each);
    }),
  );
});
