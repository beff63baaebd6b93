import { expect, it } from "vitest";
import { createPath, fillPath, MOST_POINTS } from "./path.js";
import { trackOf } from "./testing/some-tracks.js";

const path = createPath();
const points = () => Array.from({ length: path.count }, (_, i) => [path.t[i], path.x[i], path.y[i]]);

it("keeps whole pixels and milliseconds from the first point", () => {
  fillPath(path, {
    tMs: Float64Array.of(1000.4, 1016.6, 1040),
    x: Float32Array.of(7.4, 9.6, 20),
    y: Float32Array.of(-3, 4.4, 4.6),
  });
  expect(points()).toEqual([
    [0, 0, 0],
    [17, 3, 7],
    [40, 13, 8],
  ]);
  expect([path.originX, path.originY]).toEqual([7, -3]);
});

it("passes over times that fall and places off any screen, and lets the last of a millisecond stand", () => {
  fillPath(path, {
    tMs: Float64Array.of(0, 10, 5, 20, 20, 30, Number.NaN, 50),
    x: Float32Array.of(1, 2, 3, 4, 5, 65535, 6, Number.NaN),
    y: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  });
  expect(points()).toEqual([
    [0, 0, 0],
    [10, 1, 1],
    [20, 4, 4],
  ]);
});

it("refuses columns of several lengths, and more points than it has room for", () => {
  const track = trackOf([0, 0], [1, 1]);
  expect(() => fillPath(path, { ...track, x: new Float32Array(3) })).toThrow(
    /of one length expected, got 2, 3 and 2/,
  );
  const long = trackOf(...Array.from({ length: MOST_POINTS + 1 }, (_, i) => [i, 0] as const));
  expect(() => fillPath(path, long)).toThrow(/at most 1024 points expected, got 1025/);
});
