import { expect, it } from "vitest";
import { figureInResult, numbersAt } from "./figure-in-result.js";

const RESULT = {
  auc: { mean: 0.98765 },
  byBlocks: [
    { blocks: 1, eer: 0.1481 },
    { blocks: 5, eer: 0.0499 },
  ],
  rows: [{ name: "a batch, 32 [blocks", value: 11156.4, ratio: null }],
  alarms: { count: 1, of: 20000 },
  families: [
    { group: "all", family: "a & b", apcer: 0.5 },
    { group: "all", family: "c", apcer: 0.25 },
    { group: "c", family: "c", apcer: 0.125 },
  ],
};

it("follows names, elements by the values of keys, and all elements to their smallest and largest", () => {
  expect(numbersAt(RESULT, "auc.mean")).toEqual([0.98765]);
  expect(numbersAt(RESULT, "byBlocks[blocks=5].eer")).toEqual([0.0499]);
  expect(numbersAt(RESULT, "families[group=all&family=c].apcer")).toEqual([0.25]);
  expect(numbersAt(RESULT, "families[family=a & b].apcer")).toEqual([0.5]);
  expect(numbersAt(RESULT, "byBlocks[*].eer")).toEqual([0.0499, 0.1481]);
});

it.each([
  ["auc.sd"],
  ["auc"],
  ["rows[name=a batch, 32 [blocks].ratio"],
  ["byBlocks[blocks=2].eer"],
  ["families[group=c&family=a & b].apcer"],
  ["auc[*].mean"],
  ["constructor.length"],
])("gives nothing for %s, which is not there or no number", (path) => {
  expect(figureInResult(RESULT, path, "0.9")).toBeUndefined();
});

it.each([
  ["auc.mean", "0.905", "0.988"],
  ["byBlocks[blocks=1].eer", "16.9 %", "14.8 %"],
  ["rows[name=a batch, 32 [blocks].value", "9,000", "11,156"],
  ["byBlocks[*].eer", "1 to 35 %", "5 to 15 %"],
  ["byBlocks[*].eer", "100 %", "5 to 15 %"],
  ["auc.mean auc.mean", "1 %", "99 %"],
  ["alarms.count alarms.count", "gamma 0, depth 6", "gamma 1, depth 1"],
  ["alarms.count alarms.of", "3 of 400", "1 of 20,000"],
])("writes what %s leads to as %s is written", (paths, like, written) => {
  expect(figureInResult(RESULT, paths, like)).toBe(written);
});

it("refuses what is no path", () => {
  expect(() => numbersAt(RESULT, "byBlocks[1")).toThrow(
    "names, [*] and [key=value] expected, got byBlocks[1",
  );
});
