import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { acceptThreshold, decideSequentially, fitThresholds } from "./sequential-test.js";

/** Walks of log-likelihood ratios of a Gaussian test: each look adds what a block tells. */
function walks(count: number, drift: number, seed: string, looks = 12): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    let sum = 0;
    return Array.from({ length: looks }, () => {
      sum += drift + Math.sqrt(2 * Math.abs(drift)) * random.normal();
      return sum;
    });
  });
}

const sequences = { mated: walks(2000, 0.8, "mated"), nonMated: walks(4000, -0.8, "strangers") };
const FMRS = [0.05, 0.02, 0.01, 0.005];
const thresholds = fitThresholds(sequences, { fmrs: FMRS, fnmr: 0.03 });
const everAccepted = (walk: readonly number[], threshold: number) => walk.some((ratio) => ratio >= threshold);

describe("fitThresholds", () => {
  test.each(FMRS)(
    "accepts at most the share %f of strangers at any of their looks, and nearly that",
    (fmr) => {
      const accepted = sequences.nonMated.filter((walk) =>
        everAccepted(walk, acceptThreshold(thresholds, fmr)),
      );
      expect(accepted.length / 4000).toBeLessThanOrEqual(fmr);
      expect(accepted.length / 4000).toBeGreaterThan(0.9 * fmr);
    },
  );

  test("keeps the rate on strangers it was not fitted on, and is not above Wald's bound", () => {
    const others = walks(4000, -0.8, "other strangers");
    const accepted = others.filter((walk) => everAccepted(walk, acceptThreshold(thresholds, 0.02)));
    // Three deviations of both samples.
    expect(accepted.length / 4000).toBeLessThan(0.02 + 3 * Math.sqrt((2 * 0.02 * 0.98) / 4000));
    for (const fmr of FMRS) expect(acceptThreshold(thresholds, fmr)).toBeLessThan(Math.log(1 / fmr) + 0.5);
  });

  test("rejects at most the wanted share of mated sequences", () => {
    const { threshold } = thresholds.reject;
    const rejected = sequences.mated.filter((walk) => walk.some((ratio) => ratio < threshold));
    expect(rejected.length / 2000).toBeLessThanOrEqual(0.03);
    expect(rejected.length / 2000).toBeGreaterThan(0.025);
  });

  test("leaves rates out that so few sequences cannot show", () => {
    const few = { mated: sequences.mated.slice(0, 50), nonMated: sequences.nonMated.slice(0, 200) };
    const fitted = fitThresholds(few, { fmrs: [0.05, 0.02, 0.001], fnmr: 0.1 });
    expect(fitted.accept.map(({ fmr }) => fmr)).toEqual([0.05]);
    expect(fitted.looks).toBe(12);
    expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
  });

  test("refuses sequences without a look, and rates that are none", () => {
    const fit = (nonMated: number[][], fmr: number) => () =>
      fitThresholds({ mated: [[1]], nonMated }, { fmrs: [fmr], fnmr: 0.1 });
    expect(fit([[]], 0.1)).toThrow("at least one look");
    expect(fit([], 0.1)).toThrow(expect.objectContaining({ code: "empty" }));
    expect(fit([[1]], 1)).toThrow("a rate between 0 and 1 expected, got 1");
  });
});

describe("acceptThreshold", () => {
  const rate = fc.double({ min: 1e-9, max: 0.999, noNaN: true });

  test("never falls as the rate gets lower", () => {
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(acceptThreshold(thresholds, low)).toBeGreaterThanOrEqual(acceptThreshold(thresholds, high));
      }),
    );
  });

  test("goes by ln(1 / FMR) at least, below the measured rates", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.0049, noNaN: true }), (fmr) => {
        expect(acceptThreshold(thresholds, fmr)).toBeGreaterThanOrEqual(Math.log(1 / fmr));
      }),
    );
    expect(acceptThreshold({ ...thresholds, accept: [] }, 0.01)).toBeCloseTo(Math.log(100), 12);
  });
});

describe("decideSequentially", () => {
  test("has three answers, and says what they were measured by", () => {
    const { acceptAt, rejectAt } = decideSequentially(thresholds, 0, { fmr: 0.01 });
    expect(rejectAt).toBeLessThan(acceptAt);
    const outcome = (ratio: number) => decideSequentially(thresholds, ratio, { fmr: 0.01 }).outcome;
    expect(outcome(acceptAt)).toBe("accepted");
    expect(outcome((acceptAt + rejectAt) / 2)).toBe("undecided");
    expect(outcome(rejectAt)).toBe("undecided");
    expect(outcome(rejectAt - 1e-9)).toBe("rejected");
    expect(outcome(Number.NEGATIVE_INFINITY)).toBe("rejected");
  });

  test("asks for more where more people could be mistaken", () => {
    const one = decideSequentially(thresholds, 0, { fmr: 0.01 });
    const ten = decideSequentially(thresholds, 0, { fmr: 0.01, candidates: 10 });
    expect(ten.acceptAt).toBeGreaterThan(one.acceptAt);
    expect(ten.fmr).toBeCloseTo(0.001, 12);
    expect(ten.acceptAt).toBe(acceptThreshold(thresholds, ten.fmr));
  });

  test("refuses what is no ratio, rate or number of people", () => {
    expect(() => decideSequentially(thresholds, Number.NaN, { fmr: 0.01 })).toThrow("got NaN");
    expect(() => decideSequentially(thresholds, 0, { fmr: 0 })).toThrow("fmr between 0 and 1");
    expect(() => decideSequentially(thresholds, 0, { fmr: 0.1, candidates: 0.5 })).toThrow("candidates");
  });
});
