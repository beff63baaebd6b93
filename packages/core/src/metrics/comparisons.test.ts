import { describe, expect, test } from "vitest";
import { compareScores, splitScores } from "./comparisons.js";
import { MetricError } from "./metric-error.js";

describe("comparisons", () => {
  test("sort each class by number", () => {
    const { mated, nonMated } = compareScores([10, 9, -1], Float32Array.of(2, 1));
    expect([...mated]).toEqual([-1, 9, 10]);
    expect([...nonMated]).toEqual([1, 2]);
  });

  test("split one column by who is mated", () => {
    const expected = compareScores([3, 1], [2, 4]);
    expect(splitScores([1, 2, 3, 4], [true, false, true, false])).toEqual(expected);
    expect(splitScores([1, 2, 3, 4], Uint8Array.of(1, 0, 1, 0))).toEqual(expected);
  });

  test("refuse empty classes, NaN and labels of another length, saying which", () => {
    const attempts: [() => unknown, string, RegExp][] = [
      [() => compareScores([], [1]), "empty", /^mated scores/],
      [() => splitScores([1, 2], [1, 1]), "empty", /^non-mated scores/],
      [() => compareScores([1], [2, Number.NaN]), "not-a-number", /non-mated scores: value 1 is NaN/],
      [() => splitScores([1, 2], [1]), "length-mismatch", /isMated: 2 values expected, got 1/],
    ];
    for (const [attempt, code, message] of attempts) {
      expect(attempt).toThrow(MetricError);
      expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
    }
  });
});
