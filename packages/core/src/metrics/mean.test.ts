import { describe, expect, test } from "vitest";
import { giniCoefficient } from "./gini-coefficient.js";
import { mean, quantile, standardDeviation } from "./mean.js";

const values = [0.02, 0.11, 0.05, 0.3, 0.0];

describe("mean, standardDeviation and quantile", () => {
  // Source: NumPy 1.24.2, std with ddof 1 and 0, quantile.
  test("agree with NumPy", () => {
    expect(mean(values)).toBeCloseTo(0.096, 15);
    expect(standardDeviation(values)).toBeCloseTo(0.12136721138759017, 15);
    expect(standardDeviation(values, "population")).toBeCloseTo(0.10855413396089529, 15);
    expect(quantile(values, 0)).toBe(0);
    expect(quantile(values, 0.1)).toBeCloseTo(0.008, 15);
    expect(quantile(values, 0.5)).toBe(0.05);
    expect(quantile(values, 0.975)).toBeCloseTo(0.281, 14);
    expect(quantile(values, 1)).toBe(0.3);
  });

  test("a single value has no sample deviation, and none as a population", () => {
    expect(standardDeviation([3])).toBeNaN();
    expect(standardDeviation([3], "population")).toBe(0);
  });

  test("refuse nothing, NaN, and a share that is none", () => {
    for (const figure of [mean, standardDeviation, giniCoefficient]) {
      expect(() => figure([])).toThrow(expect.objectContaining({ code: "empty" }));
      expect(() => figure([1, Number.NaN])).toThrow(expect.objectContaining({ code: "not-a-number" }));
    }
    expect(() => quantile([1], 1.5)).toThrow(expect.objectContaining({ code: "out-of-range" }));
  });
});

describe("giniCoefficient", () => {
  test("is half the mean difference of all pairs over the mean", () => {
    let differences = 0;
    for (const a of values) for (const b of values) differences += Math.abs(a - b);
    expect(giniCoefficient(values)).toBeCloseTo(differences / (2 * 25 * 0.096), 14);
  });

  test("is 0 for equal values, also for zeros, and (n − 1)/n where one has everything", () => {
    expect(giniCoefficient([0.2, 0.2, 0.2])).toBe(0);
    expect(giniCoefficient([0, 0])).toBe(0);
    expect(giniCoefficient([0, 0, 0, 5])).toBe(0.75);
  });

  test("refuses values below zero", () => {
    expect(() => giniCoefficient([1, -1])).toThrow(/finite values of zero or more expected, got -1 to 1/);
  });
});
