/** Against XGBoost 1.7.4, whose models and predictions `testing/golden.py` recorded. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import {
  createExplainer,
  createRowPredictor,
  fromXgboostJson,
  IMPORTANCE_KINDS,
  importances,
  type Matrix,
  predict,
  predictMargin,
  type Tree,
  toOnnx,
  toXgboostJson,
  trainTrees,
} from "./index.js";
import { readGolden } from "./testing/golden.js";

describe.each(readGolden())("XGBoost's model $name", (golden) => {
  const loaded = fromXgboostJson(golden.model);

  test("predicts the same here", () => {
    expectNear(predictMargin(loaded, golden.fresh), golden.margins, 1e-6);
    expectNear(predict(loaded, golden.fresh), golden.predictions, 1e-6);
  });

  test("predicts single rows as it predicts all of them", () => {
    const { margin, predict: predictRow } = createRowPredictor(loaded);
    const rows = rowsOf(golden.fresh);
    const offsets = golden.margins.map((_, row) => row * golden.fresh.columns);
    const at = (of: (data: Float32Array, first: number) => number) =>
      offsets.map((first) => of(rows.subarray(first, first + golden.fresh.columns), 0));
    expect(at(margin)).toEqual(Array.from(predictMargin(loaded, golden.fresh)));
    expect(at(predictRow)).toEqual(Array.from(predict(loaded, golden.fresh)));
  });

  test.each(IMPORTANCE_KINDS)("has the same importances by %s", (kind) => {
    const expected = golden.importances[kind];
    const greatest = Math.max(...expected);
    expectNear(importances(loaded, kind), expected, 1e-6 * greatest);
  });

  test("is explained as XGBoost explains it", () => {
    const { explain } = createExplainer(loaded);
    const width = golden.fresh.columns + 1;
    const rows = rowsOf(golden.fresh);
    const into = new Float64Array(width);
    for (let row = 0; row < golden.contributions.length / width; row++) {
      explain(rows.subarray(row * golden.fresh.columns, (row + 1) * golden.fresh.columns), into);
      expectNear(into, golden.contributions.slice(row * width, (row + 1) * width), 1e-5);
    }
  });

  test("is what training with its parameters gives, number for number", async () => {
    const { training, labels, parameters } = golden;
    const trained = await trainTrees(training, labels, parameters, { threads: 1 });
    expect({ ...trained, trees: [], attributes: {} }).toEqual({ ...loaded, trees: [], attributes: {} });
    expect(trained.trees.length).toBe(loaded.trees.length);
    for (const [index, tree] of trained.trees.entries()) expectSameTree(tree, loaded.trees[index]);
  });

  test("is written with the fields that it was read with, and read again as it was", () => {
    const written = toXgboostJson(loaded);
    expect(fieldsOf(JSON.parse(written))).toEqual(fieldsOf(JSON.parse(golden.model)));
    expect(fromXgboostJson(written)).toEqual(loaded);
  });

  test("gives the same as ONNX in ONNX Runtime, where values are missing too", async () => {
    const session = await InferenceSession.create(toOnnx(loaded));
    const { rows, columns } = golden.fresh;
    const output = await session.run({
      features: new Tensor("float32", rowsOf(golden.fresh), [rows, columns]),
    });
    const name = loaded.objective === "binary:logistic" ? "probability" : "value";
    expectNear(output.margin.data as Float32Array, golden.margins, 1e-5);
    expectNear(output[name].data as Float32Array, golden.predictions, 1e-5);
    expect(output.margin.dims).toEqual([rows, 1]);
    await session.release();
  });
});

function rowsOf({ rows, columns, data }: Matrix): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    return data[(i % columns) * rows + Math.floor(i / columns)];
  });
}

/** The paths of a document's fields, with the type of what stands there; of an array, of its first item. */
function fieldsOf(value: unknown, path = "$"): string[] {
  if (Array.isArray(value)) return value.length > 0 ? fieldsOf(value[0], `${path}[]`) : [`${path}[]`];
  if (typeof value !== "object" || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([key, field]) => fieldsOf(field, `${path}.${key}`))
    .sort();
}

function expectSameTree(actual: Tree, expected: Tree): void {
  for (const column of ["left", "right", "parent", "feature", "defaultLeft"] as const) {
    expect(actual[column], column).toEqual(expected[column]);
  }
  expectNear(actual.threshold, expected.threshold, 1e-6);
  // XGBoost takes gains as differences of floats of up to some thousands.
  expectNear(actual.gain, expected.gain, 1e-6 * 2000);
  expectNear(actual.cover, expected.cover, 1e-6 * expected.cover[0]);
  // Of leaves, XGBoost's histogram method notes the weight that is multiplied by eta.
  const ofSplits = (tree: Tree) => tree.weight.filter((_, node) => tree.left[node] >= 0);
  expectNear(ofSplits(actual), ofSplits(expected), 2e-6);
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
      expect.fail(`number ${i}: expected ${expected[i]} within ${tolerance}, and found ${actual[i]}`);
    }
  }
}
