import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import type { FeatureTable } from "../training/feature-table.js";
import { pearson } from "./pearson.js";
import { selectFeatures } from "./select-features.js";
import { worthOf } from "./worth.js";

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
  const training = { table, trackOf: Int32Array.from(labels.keys()), tracks: rows };
  const parameters = { rounds: 20, maxDepth: 3 };
  const { kept, report } = await selectFeatures(training, [...labels.keys()], {
    correlation: 0.9,
    most: 2,
    ranking: parameters,
    worth: parameters,
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

it("finds worth in what decides tracks that were left out, and none in what only tells copies of one track", async () => {
  const random = createRandom("worth");
  const tracks = 120;
  const copies = 4;
  const rows = tracks * copies;
  const trackOf = Int32Array.from({ length: rows }, (_, row) => row % tracks);
  const labels = Float32Array.from(trackOf, (track) => track % 2);
  const marks = Float64Array.from({ length: tracks }, () => random.normal());
  const values = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    values[2 * row] = (labels[row] as number) + 0.7 * random.normal();
    // Every track has its own: copies of it are known by it, other tracks are not.
    values[2 * row + 1] = marks[trackOf[row] as number] as number;
  }
  const enough = new Uint8Array(rows).fill(1);
  const training = {
    table: { names: ["telling", "mark"], rows, values, labels, enough, families: [] },
    trackOf,
    tracks,
  };
  const everyRow = [...labels.keys()];
  const parameters = { rounds: 20, maxDepth: 6 };
  const worth = await worthOf(training, everyRow, { names: ["telling", "mark"], parameters, random });
  expect(worth[0]).toBeGreaterThan(10);
  expect(worth[1]).toBeLessThan(0);
});
