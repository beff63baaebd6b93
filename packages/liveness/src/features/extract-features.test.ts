import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateTracks } from "../generators/generate-tracks.js";
import { LivenessError } from "../liveness-error.js";
import { createTrackMaker } from "../replay/made-up-tracks.js";
import { NO_POINTS, type TrackColumns } from "../track.js";
import { createFeatureExtractor } from "./extract-features.js";
import { FEATURES } from "./registry.js";

const make = createTrackMaker(createRandom("features"));
const tracks: TrackColumns[] = [
  ...Array.from({ length: 12 }, make),
  ...generateTracks({ each: 2, random: createRandom("machines") }),
];

const extractor = createFeatureExtractor();
function featuresOf(track: TrackColumns): Record<string, number> {
  const values = new Float32Array(FEATURES.length);
  extractor.extract(track, values);
  return Object.fromEntries(FEATURES.map(({ name }, index) => [name, values[index] as number]));
}

const moved = (
  track: TrackColumns,
  change: Partial<Record<keyof TrackColumns, (value: number) => number>>,
) => ({
  tMs: track.tMs.map(change.tMs ?? ((value) => value)),
  x: track.x.map(change.x ?? ((value) => value)),
  y: track.y.map(change.y ?? ((value) => value)),
});

it("says of every feature what it is, in which unit and from where, and no name twice", () => {
  expect(new Set(FEATURES.map(({ name }) => name)).size).toBe(FEATURES.length);
  for (const { name, meaning, source } of FEATURES) {
    expect(name).toMatch(/^[a-z][a-zA-Z]+$/);
    expect(meaning.length).toBeGreaterThan(10);
    expect(source.length).toBeGreaterThan(3);
  }
});

describe("reads no recording artefact", () => {
  it("not when a track began: clocks of any origin, also between two milliseconds", () => {
    for (const track of tracks) {
      // A clock whose numbers leave room for fractions, so that taking its origin off is exact.
      expect(featuresOf(moved(track, { tMs: (ms) => ms + 85_431.125 }))).toEqual(featuresOf(track));
    }
  });

  it("not where on the screen it lies, however large that is", () => {
    for (const track of tracks) {
      expect(featuresOf(moved(track, { x: (px) => px + 640, y: (px) => px + 1300 }))).toEqual(
        featuresOf(track),
      );
    }
  });

  it("not whether places are whole pixels", () => {
    const random = createRandom("fractions");
    const stray = (px: number) => px + 0.2 * (2 * random.uniform() - 1);
    for (const track of tracks) {
      const whole = moved(track, { x: Math.round, y: Math.round });
      expect(featuresOf(moved(whole, { x: stray, y: stray }))).toEqual(featuresOf(whole));
    }
  });

  it("not whether the recorder repeats a place where the pointer rests", () => {
    for (const track of tracks) {
      const order = Array.from(track.tMs).flatMap((_, i) => [i, i]);
      const repeated = {
        tMs: Float64Array.from(order, (at, i) => {
          const now = track.tMs[at] as number;
          const next = track.tMs[at + 1] ?? now;
          return i % 2 === 0 ? now : (now + next) / 2;
        }),
        x: Float32Array.from(order, (at) => track.x[at] as number),
        y: Float32Array.from(order, (at) => track.y[at] as number),
      };
      expect(featuresOf(repeated)).toEqual(featuresOf(track));
    }
  });

  it("not how large a pixel is, but where a unit or a tolerance says px", () => {
    const inPixels = new Set(["path", "meanSpeed", "peakSpeed"]);
    const withinAPixel = new Set([
      "axisCrossings",
      "reversals",
      "lateralReversals",
      "repeatedAlong",
      "repeatedStrides",
      "steadyGrowth",
      "undoneAcross",
    ]);
    for (const track of tracks) {
      const whole = moved(track, { x: Math.round, y: Math.round });
      const once = featuresOf(whole);
      const twice = featuresOf(moved(whole, { x: (px) => 2 * px, y: (px) => 2 * px }));
      for (const { name, unit } of FEATURES) {
        if (withinAPixel.has(name)) continue;
        expect(inPixels.has(name)).toBe(unit.startsWith("px"));
        const expected = (once[name] as number) * (inPixels.has(name) ? 2 : 1);
        if (Number.isNaN(expected)) expect(twice[name], name).toBeNaN();
        else expect(twice[name], name).toBeCloseTo(expected, 4);
      }
    }
  });

  it("not that a clock went back: it stands still instead, and a time far ahead costs one long step", () => {
    const at = (tMs: number[], x: number[]) => ({
      tMs: Float64Array.from(tMs),
      x: Float32Array.from(x),
      y: new Float32Array(x.length),
    });
    const back = at([0, 10, 20, 15, 30, 41], [0, 3, 9, 12, 20, 31]);
    const still = at([0, 10, 20, 35, 46], [0, 3, 12, 20, 31]);
    expect(featuresOf(back)).toEqual(featuresOf(still));
  });
});

it("has a finite number or none for whatever comes", () => {
  const number = fc.oneof(
    fc.integer({ min: -3000, max: 3000 }),
    fc.constantFrom(Number.NaN, Infinity, 1e9, 0.5),
  );
  const point = fc.tuple(number, number, number);
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (points) => {
      const values = Object.values(
        featuresOf({
          tMs: Float64Array.from(points, ([t]) => t),
          x: Float32Array.from(points, ([, x]) => x),
          y: Float32Array.from(points, ([, , y]) => y),
        }),
      );
      expect(values.every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true);
    }),
  );
});

it("gives the same for a track whatever was computed before it, and for some features as for all", () => {
  const some = ["speedEnd", "meanTurn", "duration"];
  const few = createFeatureExtractor(some);
  const values = new Float32Array(3);
  for (const track of [...tracks, ...[...tracks].reverse()]) {
    expect(few.extract(track, values)).toBe(true);
    const all = featuresOf(track);
    expect(Array.from(values)).toEqual(some.map((name) => all[name]));
  }
});

it("knows a straight line at constant speed by hand", () => {
  const line = {
    tMs: Float64Array.from({ length: 21 }, (_, i) => 10 * i),
    x: Float32Array.from({ length: 21 }, (_, i) => 6 * i),
    y: new Float32Array(21),
  };
  expect(featuresOf(line)).toMatchObject({
    straightness: 1,
    largestDeviation: 0,
    meanTurn: 0,
    straightOnShare: 1,
    speedVariation: 0,
    path: 120,
    meanSpeed: expect.closeTo(0.6, 5),
    speedPeak: expect.closeTo(1, 5),
    pauseRate: 0,
    repeatedStrides: expect.closeTo(0.95, 5),
    repeatedPace: 1,
    undoneAcross: 0,
    duration: 190,
    verticalEfficiency: Number.NaN,
  });
});

it("tells a script's pace and jitter from a hand that creeps, by hand", () => {
  const path = (points: readonly (readonly [number, number, number])[]) => ({
    tMs: Float64Array.from(points, ([ms]) => ms),
    x: Float32Array.from(points, ([, px]) => px),
    y: Float32Array.from(points, ([, , py]) => py),
  });
  // Steps of one pixel whose times differ: 8, 16, 8, 17 and 17 ms; only the last repeats the pace.
  const creeping = [0, 8, 24, 32, 49, 66].map((ms, i) => [ms, i, i % 2] as const);
  expect(featuresOf(path(creeping))).toMatchObject({ repeatedPace: 0.25, undoneAcross: 0 });
  // 3 px of the 4 px aside are taken back, once, on a path of five steps of 3, 4 and 5 px.
  const jitter = path([
    [0, 0, 0],
    [10, 3, 0],
    [21, 6, 4],
    [30, 10, 1],
    [60, 14, 1],
    [90, 18, 1],
  ]);
  expect(featuresOf(jitter)).toMatchObject({ repeatedPace: 0.5, undoneAcross: expect.closeTo(3 / 21, 6) });
});

it("says when there is too little to tell, and refuses a name that is no feature's", () => {
  const values = new Float32Array(FEATURES.length);
  expect(extractor.extract(NO_POINTS, values)).toBe(false);
  expect(Array.from(values).every((value) => Number.isNaN(value))).toBe(true);
  expect(() => createFeatureExtractor(["shoeSize"])).toThrow(LivenessError);
});
