import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listTrials } from "./list-trials.js";
import type { OptionValue } from "./search-definition.js";
import { sampleSearch } from "./testing/sample-search.js";

const list = fc.uniqueArray(fc.oneof(fc.integer(), fc.string(), fc.constant({ kind: "a" })), {
  minLength: 1,
  maxLength: 4,
  selector: (value) => JSON.stringify(value),
});
const lists = fc
  .uniqueArray(fc.constantFrom("amount", "seed", "training.epochs", "balance"), {
    minLength: 1,
  })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), list))));
const ordered = fc.tuple(
  fc.double({ min: 1e-6, max: 1, noNaN: true }),
  fc.double({ min: 1.5, max: 1e6, noNaN: true }),
);
const option = fc.oneof(
  list,
  ordered.map((uniform) => ({ uniform })),
  ordered.map((logUniform) => ({ logUniform })),
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 1000 })).map(([low, more]) => ({
    integer: [low, low + more],
  })),
);
const seeds = fc.oneof(fc.integer(), fc.string());

const grid = (options: object) => listTrials(sampleSearch({ options }));
const drawn = (options: object, trials: number, seed: number | string) =>
  listTrials(sampleSearch({ options, seed, method: { kind: "random", trials } }));

describe("a grid", () => {
  it("has every combination once, numbered from 1, the last option fastest", () => {
    expect(grid({ seed: [1, 2], amount: [10, "all"] })).toEqual([
      { number: 1, settings: { seed: 1, amount: 10 } },
      { number: 2, settings: { seed: 1, amount: "all" } },
      { number: 3, settings: { seed: 2, amount: 10 } },
      { number: 4, settings: { seed: 2, amount: "all" } },
    ]);
    fc.assert(
      fc.property(lists, (entries) => {
        const trials = grid(Object.fromEntries(entries));
        expect(trials).toHaveLength(entries.reduce((product, [, values]) => product * values.length, 1));
        expect(new Set(trials.map(({ settings }) => JSON.stringify(settings))).size).toBe(trials.length);
        expect(trials.map(({ number }) => number)).toEqual(trials.map((_, index) => index + 1));
      }),
    );
  });

  it("refuses to be endless", () => {
    const many = Array.from({ length: 400 }, (_, i) => i);
    expect(() => grid({ seed: many, amount: many })).toThrow(/at most 100000 trials expected, got 160000/);
  });
});

describe("random trials", () => {
  const isOf = (value: OptionValue | undefined, from: fc.Arbitrary<unknown> | object): boolean => {
    if (Array.isArray(from)) return from.some((one) => JSON.stringify(one) === JSON.stringify(value));
    const [kind, range] = Object.entries(from)[0] as [string, [number, number]];
    const inside = typeof value === "number" && value >= range[0] && value <= range[1];
    return inside && (kind !== "integer" || Number.isInteger(value));
  };

  it("lie in their options, are all different, and are the same for the same seed", () => {
    fc.assert(
      fc.property(option, option, seeds, (first, second, seed) => {
        const options = { "training.batch": first, amount: second, seed: { uniform: [0, 1] } };
        const trials = drawn(options, 12, seed);
        expect(trials).toEqual(drawn(options, 12, seed));
        expect(new Set(trials.map(({ settings }) => JSON.stringify(settings))).size).toBe(12);
        for (const { settings } of trials) {
          expect(Object.keys(settings)).toEqual(Object.keys(options));
          for (const [key, from] of Object.entries(options))
            expect(isOf(settings[key], from), key).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("begin with the trials of a smaller search", () => {
    fc.assert(
      fc.property(option, seeds, fc.integer({ min: 1, max: 8 }), (one, seed, few) => {
        const options = { amount: one, seed: { uniform: [0, 1] } };
        expect(drawn(options, 9, seed).slice(0, few)).toEqual(drawn(options, few, seed));
      }),
      { numRuns: 40 },
    );
  });

  it("draw an option as they do without another beside it", () => {
    const alone = drawn({ seed: { uniform: [0, 1] } }, 20, 3).map(({ settings }) => settings.seed);
    const beside = drawn({ seed: { uniform: [0, 1] }, amount: [5, 6] }, 20, 3);
    expect(beside.map(({ settings }) => settings.seed)).toEqual(alone);
  });

  it("fill a range, evenly in its logarithm where that is asked for", () => {
    const values = drawn({ seed: { logUniform: [1e-4, 1] } }, 400, 1).map(
      ({ settings }) => settings.seed as number,
    );
    // Each of four decades is as likely: 100 ± 4.5 standard deviations of a binomial (8.66).
    for (const decade of [1e-4, 1e-3, 1e-2, 1e-1]) {
      const inside = values.filter((value) => value >= decade && value < decade * 10).length;
      expect(Math.abs(inside - 100)).toBeLessThan(39);
    }
    const whole = drawn({ seed: { integer: [1, 3] }, amount: { integer: [1, 4] } }, 12, 1);
    expect(new Set(whole.map(({ settings }) => `${settings.seed} ${settings.amount}`)).size).toBe(12);
  });

  it("are refused where there are not as many points", () => {
    expect(() => drawn({ seed: [1, 2, 3] }, 4, 1)).toThrow(/4 different trials expected, the options have 3/);
    expect(drawn({ seed: [1, 2, 3] }, 3, 1)).toHaveLength(3);
  });
});
