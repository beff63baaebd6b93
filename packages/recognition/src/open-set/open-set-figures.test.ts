import { expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { identify, type Search } from "./identify.js";
import { openSetFigures } from "./open-set-figures.js";

const search = (person: number, scores: readonly number[], fromEnrolment = false): Search => ({
  person,
  fromEnrolment,
  scores: Float64Array.from(scores),
});

/** People 0 and 1 are enrolled; 2 is a stranger for the threshold, 3 one of the test. */
const DIVISION = { enrolled: [0, 1], development: [2], test: [3] };
const SEARCHES = [
  search(0, [5, 1, 9, 9]), // named; scores against strangers count for nothing, as they are not enrolled
  search(0, [3, 4, 0, 0]), // taken for 1
  search(1, [2, 2, 0, 0]), // a tie is no identification
  search(1, [0, 2.5, 0, 0]), // named, below a high threshold
  search(0, [99, 0, 0, 0], true), // of the session that 0 is enrolled with: not searched
  search(2, [1, 2, 50, 0]),
  search(2, [0, 1, 50, 0], true), // strangers are searched by all sessions
  search(3, [4.5, 0, 0, 50]),
  search(3, [2.2, 1, 0, 50]),
];

it("names people by the highest score among the enrolled, and keeps the strangers' parts apart", () => {
  const { development, test, rankOne } = identify(SEARCHES, DIVISION);
  expect([...test.mated]).toEqual([-Infinity, -Infinity, 2.5, 5]);
  expect([...development.mated]).toEqual([...test.mated]);
  expect([...development.nonMated]).toEqual([1, 2]);
  expect([...test.nonMated]).toEqual([2.2, 4.5]);
  expect(rankOne).toBe(0.5);
});

it("tries thresholds of some strangers on others", () => {
  const figures = openSetFigures([identify(SEARCHES, DIVISION)], [0.01, 0.5]);
  // By hand. No development stranger may pass: the threshold is above 2, both of the test's strangers and 5 and 2.5 pass.
  expect(figures.at[0]).toEqual({
    target: 0.01,
    fpir: { mean: 1, sd: null },
    dir: { mean: 0.5, sd: null },
  });
  expect(figures.at[1]?.dir.mean).toBe(0.5);
  expect(figures.searches).toEqual({ known: 4, development: 2, test: 2 });
});

it("draws the curve by the test's own strangers, from one search of theirs on, and never above the share named", () => {
  const { curve } = openSetFigures([identify(SEARCHES, DIVISION)], [0.5]);
  expect(curve[0]?.fpir).toBeCloseTo(10 ** -0.3, 12);
  // One of the two strangers may pass: the threshold is above 2.2.
  expect(curve[0]?.dir).toBe(0.5);
  expect(curve.at(-1)).toEqual({ fpir: 1, dir: 0.5 });
});

it("averages over divisions, each counting the same", () => {
  const other = { enrolled: [0, 1], development: [3], test: [2] };
  const { at } = openSetFigures([identify(SEARCHES, DIVISION), identify(SEARCHES, other)], [0.01]);
  // In the other, the threshold is above 4.5: none of the test's strangers, and 5 alone.
  expect(at[0]?.fpir.mean).toBe(0.5);
  expect(at[0]?.dir.mean).toBe((0.5 + 0.25) / 2);
  expect(at[0]?.fpir.sd).toBeCloseTo(Math.SQRT1_2, 12);
});

it("says what is missing where a part has no search", () => {
  expect(() => identify(SEARCHES.slice(0, 7), DIVISION)).toThrow(
    new RecognitionError(
      "not-enough-data",
      "probes of the people enrolled, of strangers for thresholds and of strangers for the test are needed; there are 4 of people enrolled, 2 and 0 of strangers",
    ),
  );
});
