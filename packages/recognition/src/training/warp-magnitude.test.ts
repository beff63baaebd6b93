import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothCurve, warpMagnitude } from "./warp-magnitude.js";

describe("smoothCurve", () => {
  it("is scipy's natural cubic spline", () => {
    // scipy.interpolate.CubicSpline(range(5), [1, 3, 2, 5, 4], bc_type="natural")(numpy.linspace(0, 4, 9))
    const expected = [
      1, 2.435267857142857, 3, 2.319196428571429, 2, 3.412946428571429, 5, 5.029017857142857, 4,
    ];
    smoothCurve([1, 3, 2, 5, 4], 9).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 10);
    });
  });

  it("goes through its values, and is straight where they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        (values, between) => {
          const curve = smoothCurve(values, (values.length - 1) * between + 1);
          values.forEach((value, i) => {
            expect(curve[i * between]).toBeCloseTo(value, 8);
          });
        },
      ),
    );
    smoothCurve([1, 2, 3, 4], 31).forEach((value, i) => {
      expect(value).toBeCloseTo(1 + i / 10, 10);
    });
  });
});

describe("warpMagnitude", () => {
  const block = Float32Array.from({ length: 64 }, (_, i) => (i < 16 ? 0 : i % 2 ? 1 : -2));
  const warp = (seed: string, deviation = 0.2) =>
    warpMagnitude(block, 2, { knots: 4, deviation }, createRandom(seed));

  it("leaves what is 0 at 0, so that padding stays padding", () => {
    expect(warp("a").subarray(0, 16)).toEqual(new Float32Array(16));
  });

  it("changes nothing where nothing may deviate, and by the deviation elsewhere", () => {
    expect(warp("a", 0)).toEqual(block);
    const factors = Array.from({ length: 400 }, (_, i) => warp(`seed ${i}`)).flatMap((warped) =>
      [...warped].flatMap((value, i) => (block[i] ? [value / block[i]] : [])),
    );
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
    const deviation = Math.sqrt(factors.reduce((sum, f) => sum + (f - mean) ** 2, 0) / factors.length);
    expect(mean).toBeCloseTo(1, 1);
    expect(deviation).toBeGreaterThan(0.15);
    expect(deviation).toBeLessThan(0.25);
  });

  it("draws by the seed, each channel by itself", () => {
    expect(warp("a")).toEqual(warp("a"));
    expect(warp("a")).not.toEqual(warp("b"));
    const channel = (which: number) => [...warp("a")].filter((_, i) => i >= 16 && i % 2 === which);
    expect(channel(0).map((value) => value / -2)).not.toEqual(channel(1));
  });
});
