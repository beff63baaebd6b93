import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { bootstrapInterval } from "./bootstrap-interval.js";
import { mean, standardDeviation } from "./mean.js";
import { MetricError } from "./metric-error.js";

describe("bootstrapInterval", () => {
  test("of a mean of independent subjects is the normal interval of theory", () => {
    const random = createRandom("theory");
    const values = Float64Array.from({ length: 200 }, random.normal);
    const interval = bootstrapInterval({
      subject: values.map((_, i) => i),
      statistic: (indices) => mean(Float64Array.from(indices, (i) => values[i])),
      resamples: 4000,
      random,
    });
    // Resampling n values with replacement: the mean's deviation is the population deviation over √n.
    const spread = 1.96 * (standardDeviation(values, "population") / Math.sqrt(200));
    expect(interval.estimate).toBe(mean(values));
    expect(Math.abs(interval.low - (interval.estimate - spread))).toBeLessThan(0.06 * spread);
    expect(Math.abs(interval.high - (interval.estimate + spread))).toBeLessThan(0.06 * spread);
    expect(interval).toMatchObject({ level: 0.95, resamples: 4000, refused: 0 });
  });

  test("draws whole subjects and, within them, whole sessions", () => {
    // Subject 0: sessions of 2 and 1 items; subject 1: one session of 3.
    const subject = [0, 0, 0, 1, 1, 1];
    const session = [0, 0, 1, 0, 0, 0];
    const seen = new Set<string>();
    const statistic = (indices: Int32Array) => {
      seen.add([...indices].sort().join(""));
      return indices.length;
    };
    bootstrapInterval({ subject, session, statistic, resamples: 400, random: createRandom(1) });
    // A drawn subject 0 brings 0101, 012 or 22; a drawn subject 1 brings 345; two subjects are drawn.
    const one = ["0101", "012", "22"];
    const expected = new Set(["012345", "334455"]);
    for (const a of [...one, "345"]) {
      for (const b of one) expected.add([...(a + b)].sort().join(""));
    }
    expect(seen).toEqual(expected);
  });

  test("is wider for items that belong together than for the same items as strangers", () => {
    const random = createRandom("clusters");
    const effects = Float64Array.from({ length: 20 }, random.normal);
    const values = Float64Array.from({ length: 400 }, (_, i) => effects[Math.floor(i / 20)]);
    const width = (subject: ArrayLike<number>) => {
      const statistic = (indices: Int32Array) => mean(Float64Array.from(indices, (i) => values[i]));
      const { low, high } = bootstrapInterval({ subject, statistic, resamples: 500, random });
      return high - low;
    };
    const together = width(values.map((_, i) => Math.floor(i / 20)));
    const strangers = width(values.map((_, i) => i));
    // √20 = 4.5 in theory.
    expect(together / strangers).toBeGreaterThan(3);
  });

  test("repeats from its seed", () => {
    const run = () =>
      bootstrapInterval({
        subject: [0, 1, 2],
        statistic: (indices) => mean(indices),
        random: createRandom(9),
      });
    expect(run()).toEqual(run());
  });

  test("leaves out draws that cannot be measured and says how many, but not when they are most", () => {
    const needs = (wanted: number[]) => (indices: Int32Array) => {
      if (!wanted.every((i) => indices.includes(i))) throw new MetricError("empty", "not drawn");
      return indices.length;
    };
    const options = { subject: [0, 1, 2, 3, 4, 5], resamples: 2000 };
    const interval = bootstrapInterval({ ...options, statistic: needs([0]), random: createRandom(1) });
    // Subject 0 is missing from (5/6)⁶ = 0.335 of the draws.
    expect(interval.refused / 2000).toBeCloseTo((5 / 6) ** 6, 1);
    expect(interval.resamples + interval.refused).toBe(2000);
    const all = needs([0, 1, 2, 3, 4, 5]);
    expect(() => bootstrapInterval({ ...options, statistic: all, random: createRandom(1) })).toThrow(
      /could not be measured/,
    );
  });

  test("an error that is no refusal is passed on", () => {
    let calls = 0;
    const statistic = () => {
      calls += 1;
      if (calls > 1) throw new TypeError("broken");
      return 0;
    };
    expect(() => bootstrapInterval({ subject: [0], statistic, random: createRandom(1) })).toThrow(TypeError);
  });

  test.each([
    [{ subject: [] }, "empty"],
    [{ subject: [0], session: [0, 1] }, "length-mismatch"],
    [{ subject: [0], resamples: 0 }, "out-of-range"],
    [{ subject: [0], level: 1 }, "out-of-range"],
  ])("%j is refused as %s", (options, code) => {
    const attempt = () => bootstrapInterval({ ...options, statistic: () => 0, random: createRandom(1) });
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});
