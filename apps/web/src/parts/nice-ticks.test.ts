import fc from "fast-check";
import { expect, it } from "vitest";
import { niceTicks } from "./nice-ticks.js";

it.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [-4.4, 6.1, 5, [0, 5]],
  [0, 0.31, 3, [0, 0.2]],
  [3, 3, 5, []],
])("from %d to %d, about %d", (low, high, about, ticks) => {
  expect(niceTicks(low, high, about)).toEqual(ticks);
});

it("never leaves the range, and is never far more than asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 5000 }), (low, span) => {
      const ticks = niceTicks(low, low + span, 6);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.every((tick) => tick >= low - 1e-6 && tick <= low + span + 1e-6)).toBe(true);
    }),
  );
});
