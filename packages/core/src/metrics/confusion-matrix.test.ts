import { describe, expect, test } from "vitest";
import { accuracy, balancedAccuracy, confusionMatrix, recallPerClass } from "./confusion-matrix.js";
import { highestColumns } from "./highest-columns.js";

describe("confusionMatrix", () => {
  const truth = [0, 1, 2, 2, 1, 0, 3, 3, 2, 1, 0, 0];
  const predicted = [0, 2, 2, 2, 1, 0, 3, 1, 2, 1, 1, 0];
  const matrix = confusionMatrix(truth, Int32Array.from(predicted), 4);

  // Source: scikit-learn 1.2.1, confusion_matrix, accuracy_score, balanced_accuracy_score, recall_score.
  test("and its shares agree with scikit-learn", () => {
    expect([...matrix.counts]).toEqual([3, 1, 0, 0, 0, 2, 1, 0, 0, 0, 3, 0, 0, 1, 0, 1]);
    expect(accuracy(matrix)).toBe(0.75);
    expect(balancedAccuracy(matrix)).toBeCloseTo(0.7291666666666666, 15);
    expect([...recallPerClass(matrix)]).toEqual([0.75, 2 / 3, 1, 0.5]);
  });

  test("a class without items has no recall and no part in the balanced accuracy", () => {
    const withAbsent = confusionMatrix([0, 0, 2], [0, 1, 2], 3);
    expect([...recallPerClass(withAbsent)]).toEqual([0.5, Number.NaN, 1]);
    expect(balancedAccuracy(withAbsent)).toBe(0.75);
  });

  test.each([
    [[], [], 2, "empty"],
    [[0], [0, 1], 2, "length-mismatch"],
    [[0], [2], 2, "out-of-range"],
    [[-1], [0], 2, "out-of-range"],
    [[Number.NaN], [0], 2, "out-of-range"],
    [[0], [0], 0, "out-of-range"],
  ])("refuses %j taken for %j of %d classes: %s", (truth, predicted, classes, code) => {
    expect(() => confusionMatrix(truth, predicted, classes)).toThrow(expect.objectContaining({ code }));
  });
});

describe("highestColumns", () => {
  test("chooses the highest score of each row, the first of equals", () => {
    expect([...highestColumns([0.1, 0.9, 0.5, 0.5, -1, -2], 2)]).toEqual([1, 0, 0]);
  });

  test("refuses NaN and rows that aren't whole", () => {
    expect(() => highestColumns([1, Number.NaN], 2)).toThrow(/value 1 is NaN/);
    expect(() => highestColumns([1, 2, 3], 2)).toThrow(/3 scores are no whole rows of 2/);
    expect(() => highestColumns([1, 2], 0)).toThrow(/no whole rows of 0/);
  });
});
