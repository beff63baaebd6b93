import fc from "fast-check";
import { expect, it } from "vitest";
import { createTrackBytes, readTrackBytes } from "./track-bytes.js";

const track = fc
  .array(
    fc.tuple(
      fc.integer({ min: -1_000_000, max: 500_000_000 }),
      fc.integer({ min: -32_767, max: 32_767 }),
      fc.integer({ min: -32_767, max: 32_767 }),
    ),
    { maxLength: 30 },
  )
  .map((points) => ({
    tMs: Float64Array.from(points, ([t]) => t),
    x: Float32Array.from(points, ([, x]) => x),
    y: Float32Array.from(points, ([, , y]) => y),
  }));

it("gives tracks of whole numbers back as they were", () => {
  fc.assert(
    fc.property(fc.array(track, { maxLength: 8 }), (tracks) => {
      const bytes = createTrackBytes(Number.POSITIVE_INFINITY);
      for (const one of tracks) expect(bytes.append(one)).toBe(true);
      expect(readTrackBytes(bytes.bytes())).toEqual(tracks);
    }),
  );
});

it("rounds, and leaves out what there is no room for, but not what is shorter", () => {
  const of = (...x: number[]) => ({
    tMs: Float64Array.from(x),
    x: Float32Array.from(x),
    y: Float32Array.from(x),
  });
  const bytes = createTrackBytes(11);
  expect([of(0.4, 1.6), of(1, 2), of(5)].map(bytes.append)).toEqual([true, false, true]);
  expect(readTrackBytes(bytes.bytes())).toEqual([of(0, 2), of(5)]);
});
