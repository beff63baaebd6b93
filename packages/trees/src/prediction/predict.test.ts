import { expect, it } from "vitest";
import { createMatrix } from "../matrix.js";
import { trainTrees } from "../training/train.js";
import { createFilledForest } from "./filled-forest.js";
import { createRowPredictor, predictMargin } from "./predict.js";

const ROWS = 600;
const COLUMNS = 3;
/** Numbers of 0 … 1 from a row and a column; some are missing. */
const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => {
  const drawn = ((i * 7919 + 13) % 1009) / 1009;
  return drawn < 0.1 ? Number.NaN : drawn;
});
const labels = Float32Array.from({ length: ROWS }, (_, row) => ((row * 31 + (row % 7)) % 5 < 2 ? 1 : 0));

it.each([
  { rounds: 1, maxDepth: 1 },
  { rounds: 6, maxDepth: 3 },
  { rounds: 3, maxDepth: 14 },
])("predicts a row alone as among others, by $rounds trees of up to $maxDepth levels", async (parameters) => {
  const matrix = createMatrix(ROWS, COLUMNS, data);
  const model = await trainTrees(
    matrix,
    labels,
    { ...parameters, minChildWeight: 0, lambda: 0.1 },
    { threads: 1 },
  );
  const { margin } = createRowPredictor(model);
  const alone = Array.from({ length: ROWS }, (_, row) => margin(data, row * COLUMNS));
  // Too deep to be filled up: gone through by another way.
  expect(createFilledForest(model) === undefined).toBe(parameters.maxDepth > 8);
  expect(new Set(alone).size).toBeGreaterThan(1);
  expect(alone).toEqual(Array.from(predictMargin(model, matrix)));
});
