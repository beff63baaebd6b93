import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import type { FeatureTable } from "../training/feature-table.js";
import { pearson } from "./pearson.js";
import { selectFeatures } from "./select-features.js";

it("correlates as the formula does, leaving out rows without both", () => {
  // 8/√(10·10) by hand.
  expect(pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(0.8, 12);
  expect(pearson([1, 2, Number.NaN, 3], [3, 2, 9, 1])).toBeCloseTo(-1, 12);
  expect(pearson([1, 1, 1], [1, 2, 3])).toBe(0);
});

it("keeps of two like features the one that tells more, drops what tells nothing, and says so", async () => {
  const random = createRandom("selection");
  const rows = 400;
  const names = ["telling", "copy", "weak", "noise", "more noise"];
  const labels = Float32Array.from({ length: rows }, (_, row) => row % 2);
  const values = Float32Array.from({ length: rows * 5 }, () => random.normal());
  for (let row = 0; row < rows; row++) {
    const told = 3 * (labels[row] as number) + random.normal();
    values[5 * row] = told;
    values[5 * row + 1] = told + 0.6 * random.normal();
    values[5 * row + 2] = 1.2 * (labels[row] as number) + random.normal();
  }
  const table: FeatureTable = {
    names,
    rows,
    values,
    labels,
    enough: new Uint8Array(rows).fill(1),
    families: [],
  };
  const { kept, report } = await selectFeatures(table, [...labels.keys()], {
    correlation: 0.9,
    most: 2,
    parameters: { rounds: 20, maxDepth: 3 },
    random,
  });
  expect(kept).toEqual(["telling", "weak"]);
  expect(report.find(({ name }) => name === "copy")).toMatchObject({
    kept: false,
    because: { like: "telling", correlation: expect.closeTo(0.949, 1) },
  });
  expect(report.find(({ name }) => name === "noise")).toMatchObject({ kept: false, because: "little gain" });
  expect(report.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9);
});
