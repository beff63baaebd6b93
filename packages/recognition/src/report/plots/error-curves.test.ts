import { describe, expect, it } from "vitest";
import { sampleAuthentication } from "../testing/sample-run.js";
import { curvePoints, meanCurve, namedCurves, thinCurve } from "./error-curves.js";

const identity = (rate: number): number => rate;

describe("curvePoints", () => {
  it("orders by rising FMR whichever way the threshold ran, and drops what is no number", () => {
    const rising = curvePoints({ fmr: [0, 0.5, Number.NaN, 1], fnmr: [1, 0.2, 0.1, 0] });
    const falling = curvePoints({ fmr: [1, 0.5, 0], fnmr: [0, 0.2, 1] });
    expect(rising).toEqual([
      { fmr: 0, fnmr: 1 },
      { fmr: 0.5, fnmr: 0.2 },
      { fmr: 1, fnmr: 0 },
    ]);
    expect(falling).toEqual(rising);
  });
});

describe("thinCurve", () => {
  it("keeps both ends and no more points than the eye can tell apart", () => {
    const points = Array.from({ length: 50_001 }, (_, i) => ({ fmr: i / 50_000, fnmr: 1 - i / 50_000 }));
    const thin = thinCurve(points, identity, identity);
    expect(thin.length).toBeLessThanOrEqual(402);
    expect(thin[0]).toEqual({ fmr: 0, fnmr: 1 });
    expect(thin.at(-1)).toEqual({ fmr: 1, fnmr: 0 });
  });
});

describe("thinCurve on steps", () => {
  it("keeps the corners alone", () => {
    const steps = { fmr: [0, 0, 0, 0.5, 0.7, 1], fnmr: [1, 0.8, 0.4, 0.4, 0.4, 0.4] };
    expect(thinCurve(curvePoints(steps), identity, identity)).toEqual([
      { fmr: 0, fnmr: 1 },
      { fmr: 0, fnmr: 0.4 },
      { fmr: 1, fnmr: 0.4 },
    ]);
  });
});

describe("meanCurve", () => {
  it("averages the FNMR at each FMR", () => {
    // By hand: at FMR 0.01, straight lines from (0, 1) to (1, 0) and from (0, 0.5) to (1, 0).
    const mean = meanCurve([
      [
        { fmr: 0, fnmr: 1 },
        { fmr: 1, fnmr: 0 },
      ],
      [
        { fmr: 0, fnmr: 0.5 },
        { fmr: 1, fnmr: 0 },
      ],
    ]);
    const at = mean.find(({ fmr }) => fmr === 0.01);
    expect(at?.fnmr).toBeCloseTo((0.99 + 0.495) / 2, 12);
    expect(mean[0]).toEqual({ fmr: 0, fnmr: 0.75 });
    expect(mean.at(-1)?.fnmr).toBe(0);
  });

  it("is nothing where there is no curve", () => {
    expect(meanCurve([[], []])).toEqual([]);
  });
});

describe("namedCurves", () => {
  it("draws the pooled curve where one is given, the users' mean otherwise", () => {
    const summary = sampleAuthentication();
    const errors = { perUser: { a: { fmr: [0, 1], fnmr: [1, 0] } }, pooled: { fmr: [0, 1], fnmr: [0, 0] } };
    expect(namedCurves(summary).at(-1)?.name).toBe("mean of the users");
    expect(namedCurves({ ...summary, curves: { errors } }).at(-1)).toEqual({
      name: "all users together",
      series: "overall",
      points: [
        { fmr: 0, fnmr: 0 },
        { fmr: 1, fnmr: 0 },
      ],
    });
  });
});
