import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { dividePeople } from "./divide-people.js";

it("puts everybody into one of three parts, none of them empty", () => {
  const any = fc.record({
    count: fc.integer({ min: 3, max: 40 }),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    seed: fc.integer(),
  });
  fc.assert(
    fc.property(any, ({ count, share, seed }) => {
      const { enrolled, development, test } = dividePeople(count, share, createRandom(seed));
      const all = [...enrolled, ...development, ...test].sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: count }, (_, person) => person));
      expect(Math.min(enrolled.length, development.length, test.length)).toBeGreaterThan(0);
      expect(development.length - test.length).toBeLessThanOrEqual(1);
    }),
  );
});

it("enrols the share asked for, rounded", () => {
  const parts = (count: number, share: number) => {
    const { enrolled, development, test } = dividePeople(count, share, createRandom(1));
    return [enrolled.length, development.length, test.length];
  };
  expect(parts(24, 0.5)).toEqual([12, 6, 6]);
  expect(parts(9, 0.4)).toEqual([4, 3, 2]);
  expect(parts(3, 0.99)).toEqual([1, 1, 1]);
});

it("refuses two people", () => {
  expect(() => dividePeople(2, 0.5, createRandom(1))).toThrow(
    new RecognitionError(
      "not-enough-data",
      "at least three people are needed, one to be enrolled and two strangers; there are 2",
    ),
  );
});
