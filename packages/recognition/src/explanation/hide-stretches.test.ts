import type { Blocks } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hideStretches, stretchesIn } from "./hide-stretches.js";

const blocks = (count: number, size: number): Blocks => ({
  count,
  size,
  channels: ["velocityX", "velocityY"],
  data: Float32Array.from({ length: count * size * 2 }, (_, i) => i + 1),
  session: Int32Array.from({ length: count }, (_, i) => i),
});

it("gives each block as it is, and then without each of its stretches", () => {
  const hidden = hideStretches(blocks(2, 3), 2);
  expect([...hidden.data.subarray(0, 18)]).toEqual([
    ...[1, 2, 3, 4, 5, 6],
    ...[0, 0, 0, 0, 5, 6],
    ...[1, 2, 3, 4, 0, 0],
  ]);
  expect([...hidden.session]).toEqual([0, 0, 0, 1, 1, 1]);
  expect(hidden.count).toBe(6);
});

it("hides every difference once, and nothing else", () => {
  const whole = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(whole, whole, whole, (count, size, steps) => {
      const own = blocks(count, size);
      const { data } = hideStretches(own, steps);
      const variants = 1 + stretchesIn(size, steps);
      for (let block = 0; block < count; block++) {
        for (let i = 0; i < size * 2; i++) {
          const value = own.data[block * size * 2 + i];
          const at = (variant: number) => data[(block * variants + variant) * size * 2 + i];
          const found = Array.from({ length: variants }, (_, variant) => at(variant));
          const others = found.slice(1).filter((one) => one !== value);
          expect([found[0], ...others]).toEqual([value, 0]);
        }
      }
    }),
    { numRuns: 40 },
  );
});
