import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOn, placeDisc } from "./place.js";

describe("a disc's place", () => {
  it("lies whole in the area, wherever the one before was", () => {
    fc.assert(
      fc.property(
        fc.record({
          widthPx: fc.integer({ min: 80, max: 2000 }),
          heightPx: fc.integer({ min: 80, max: 900 }),
        }),
        fc.integer({ min: 5, max: 40 }),
        fc.option(fc.record({ x: fc.integer({ max: 2000 }), y: fc.integer({ max: 900 }) })),
        fc.integer(),
        (area, radius, from, seed) => {
          const { x, y } = placeDisc(area, radius, from, 140, createRandom(seed).uniform);
          expect(x).toBeGreaterThanOrEqual(radius);
          expect(x).toBeLessThanOrEqual(area.widthPx - radius);
          expect(y).toBeGreaterThanOrEqual(radius);
          expect(y).toBeLessThanOrEqual(area.heightPx - radius);
        },
      ),
    );
  });

  it("is as far from the one before as asked for, where there is room", () => {
    const { uniform } = createRandom(1);
    let from = { x: 300, y: 190 };
    for (let i = 0; i < 200; i++) {
      const next = placeDisc({ widthPx: 600, heightPx: 380 }, 20, from, 140, uniform);
      expect(Math.hypot(next.x - from.x, next.y - from.y)).toBeGreaterThanOrEqual(140);
      from = next;
    }
  });

  it("is the middle of an area too small for it", () => {
    expect(placeDisc({ widthPx: 30, heightPx: 20 }, 40, null, 0, () => 0.9)).toEqual({ x: 15, y: 10 });
  });
});

it("a place is on a disc up to its edge", () => {
  expect(isOn({ x: 3, y: 4 }, { x: 0, y: 0 }, 5)).toBe(true);
  expect(isOn({ x: 3, y: 4.1 }, { x: 0, y: 0 }, 5)).toBe(false);
});
