import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../random.js";
import { augmentBlocks } from "./augment-blocks.js";
import type { Blocks } from "./blocks.js";

const zeros = (count: number): Blocks => ({
  count,
  size: 4,
  channels: ["velocityX", "velocityY"],
  data: new Float32Array(count * 8),
  session: Int32Array.from({ length: count }, (_, i) => i),
});

test("keeps the blocks, then copies them in turn with noise of at most epsilon on every value", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (have, count, epsilon) => {
        const blocks = zeros(have);
        const result = augmentBlocks(blocks, { count, epsilon, random: createRandom(have) });
        expect(result.count).toBe(Math.max(have, count));
        expect(result.data.subarray(0, have * 8)).toEqual(blocks.data);
        expect(result.data.every((value) => Math.abs(value) <= Math.fround(epsilon))).toBe(true);
        result.session.forEach((session, i) => {
          expect(session).toBe(i % have);
        });
      },
    ),
  );
});

test("the noise is even over its range, its own on every value, and repeats from the seed", () => {
  const augment = (seed: number) => augmentBlocks(zeros(1), { count: 1001, random: createRandom(seed) }).data;
  const noise = augment(3).subarray(8);
  expect(new Set(noise).size).toBeGreaterThan(7990);
  // A uniform distribution on ±0.2 has variance 0.04/3; four standard errors of it here are 0.0005.
  const variance = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
  expect(Math.abs(variance - 0.04 / 3)).toBeLessThan(0.0005);
  expect(augment(3)).toEqual(augment(3));
  expect(augment(4)).not.toEqual(augment(3));
});

test("refuses to copy from nothing, and bad numbers", () => {
  const random = createRandom(1);
  const refusal = (code: string) => expect.objectContaining({ code });
  expect(() => augmentBlocks(zeros(0), { count: 1, random })).toThrow(refusal("empty"));
  expect(() => augmentBlocks(zeros(1), { count: 1.5, random })).toThrow(refusal("out-of-range"));
  expect(() => augmentBlocks(zeros(1), { count: 2, epsilon: -1, random })).toThrow(refusal("out-of-range"));
});
