import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accuracy, confusionMatrix } from "./confusion-matrix.js";
import { cumulativeMatch } from "./cumulative-match.js";
import { highestColumns } from "./highest-columns.js";

describe("cumulativeMatch", () => {
  test("agrees with scikit-learn's top-k accuracy", () => {
    const scores = [
      [0.9, 0.1, 0.3, 0.2],
      [0.4, 0.35, 0.8, 0.1],
      [0.2, 0.3, 0.6, 0.5],
      [0.7, 0.6, 0.5, 0.4],
      [0.1, 0.2, 0.3, 0.9],
      [0.5, 0.6, 0.1, 0.2],
    ];
    // Source: scikit-learn 1.2.1, top_k_accuracy_score for k = 1, 2, 3.
    const curve = cumulativeMatch(scores.flat(), 4, [0, 1, 2, 3, 3, 0]);
    expect([...curve]).toEqual([0.5, 4 / 6, 5 / 6, 1]);
  });

  test("a tie counts against the subject", () => {
    expect([...cumulativeMatch([1, 1, 0], 3, [0])]).toEqual([0, 1, 1]);
  });

  test("rises to 1, and begins at the accuracy where no scores are tied", () => {
    const subjects = 5;
    const row = fc.uniqueArray(fc.integer(), { minLength: subjects, maxLength: subjects });
    const probes = fc.array(fc.tuple(row, fc.nat(subjects - 1)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(probes, (probes) => {
        const scores = probes.flatMap(([row]) => row);
        const truth = probes.map(([, subject]) => subject);
        const curve = cumulativeMatch(scores, subjects, truth);
        expect([...curve]).toEqual([...curve].sort((a, b) => a - b));
        expect(curve[subjects - 1]).toBe(1);
        expect(curve[0]).toBe(accuracy(confusionMatrix(truth, highestColumns(scores, subjects), subjects)));
      }),
    );
  });

  test.each([
    [[], 2, [], "empty"],
    [[1, Number.NaN], 2, [0], "not-a-number"],
    [[1, 2, 3], 2, [0], "shape-mismatch"],
    [[1, 2], 2, [0, 1], "length-mismatch"],
    [[1, 2], 2, [2], "out-of-range"],
  ])("refuses %j with %d subjects and truth %j: %s", (scores, subjects, truth, code) => {
    expect(() => cumulativeMatch(scores, subjects, truth)).toThrow(expect.objectContaining({ code }));
  });
});
