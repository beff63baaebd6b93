import fc from "fast-check";
import { expect, it } from "vitest";
import { countKnots, pointsOfKnots } from "./knots.js";
import { createPath, fillPath } from "./path.js";
import { trackOf } from "./testing/some-tracks.js";

function knotsOf(...places: (readonly [number, number])[]): number {
  const path = createPath();
  fillPath(path, trackOf(...places));
  return countKnots(path, 0, path.count, 4);
}

it("is one for straight, uniform movement, whatever its direction", () => {
  expect(knotsOf(...Array.from({ length: 40 }, (_, i) => [9 * i, -4 * i] as const))).toBe(1);
});

it("counts a turn and a change of speed alike, and nothing that is within the tolerance", () => {
  const there = Array.from({ length: 10 }, (_, i) => [20 * i, 0] as const);
  const back = Array.from({ length: 10 }, (_, i) => [180 - 20 * i, 40] as const);
  const slower = Array.from({ length: 10 }, (_, i) => [185 + 5 * i, 0] as const);
  expect(knotsOf(...there, ...slower)).toBe(2);
  expect(knotsOf(...there, ...back)).toBeGreaterThanOrEqual(2);
  expect(knotsOf(...there.map(([x], i) => [x, i % 2 === 0 ? 2 : -1] as const))).toBe(1);
});

it("is nothing for less than two points", () => {
  expect(knotsOf([1, 1])).toBe(0);
});

it("tells after how many points there are so many pieces", () => {
  const path = createPath();
  const places = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(places, fc.integer({ min: 2, max: 6 }), (made, knots) => {
      fillPath(path, trackOf(...made));
      const points = pointsOfKnots(path, 1, path.count, 2, knots);
      if (points === 0) {
        expect(countKnots(path, 1, path.count, 2)).toBeLessThan(knots);
      } else {
        expect(countKnots(path, 1, 1 + points, 2)).toBe(knots);
        expect(countKnots(path, 1, points, 2)).toBe(knots - 1);
      }
    }),
  );
});
