import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createExplainer,
  createMatrix,
  createRowPredictor,
  fromXgboostJson,
  predictMargin,
  predictProbability,
  type TreeParameters,
  TreesError,
  toXgboostJson,
  trainTrees,
} from "./index.js";
import { readGolden } from "./testing/golden.js";

const matrix = createMatrix(4, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = [0, 1, 0, 1];
const [{ model: document }, { model: ofValues }] = readGolden();

describe("a matrix", () => {
  test.each([
    ["values that do not fill its rows", () => createMatrix(2, 2, [1, 2, 3]), /2 rows of 2 columns/],
    ["no row", () => createMatrix(0, 2, []), /whole number of rows/],
    ["an infinite value", () => createMatrix(2, 2, [1, 2, 3, Infinity]), /row 1, column 1/],
    ["a value that float32 does not hold", () => createMatrix(1, 1, [1e39]), /infinite/],
    ["a name twice", () => createMatrix(1, 2, [1, 2], { names: ["a", "a"] }), /"a"/],
    ["too few names", () => createMatrix(1, 2, [1, 2], { names: ["a"] }), /2 columns/],
  ])("is refused with %s", (_, make, message) => {
    expectError(make, "data", message);
  });

  test("holds rows and columns alike, whichever way they come", () => {
    const byColumns = createMatrix(4, 2, [1, 3, 5, 7, 2, 4, 6, 8], { order: "columns" });
    expect(byColumns.data).toEqual(matrix.data);
  });
});

describe("training", () => {
  test.each<[string, unknown]>([
    ["rounds", 0],
    ["rounds", 1.5],
    ["eta", -0.1],
    ["maxDepth", 0],
    ["minChildWeight", -1],
    ["gamma", Number.NaN],
    ["lambda", "1"],
    ["alpha", Infinity],
    ["subsample", 0],
    ["colsampleBytree", 1.1],
    ["scalePosWeight", 0],
    ["baseScore", 1],
    ["maxBin", 1],
    ["objective", "multi:softmax"],
    ["treeMethod", "approx"],
    ["maxdepth", 3],
  ])("refuses %s %s by its name", async (name, value) => {
    const given = { [name]: value } as Partial<TreeParameters>;
    await expect(trainTrees(matrix, labels, given)).rejects.toMatchObject({
      code: "parameter",
      message: expect.stringContaining(`${name}: expected`),
    });
  });

  test("refuses to sample without randomness", async () => {
    await expect(trainTrees(matrix, labels, { subsample: 0.5 })).rejects.toMatchObject({ code: "parameter" });
  });

  test("refuses to stop early without data to see it on", async () => {
    await expect(trainTrees(matrix, labels, {}, { earlyStoppingRounds: 3 })).rejects.toMatchObject({
      code: "parameter",
    });
  });

  test.each([
    ["too few", [0, 1, 0]],
    ["one above 1", [0, 1, 0, 2]],
    ["one that is missing", [0, 1, 0, Number.NaN]],
  ])("refuses labels: %s", async (_, wrong) => {
    await expect(trainTrees(matrix, wrong)).rejects.toMatchObject({ code: "data" });
  });

  test("refuses validation data of other columns", async () => {
    const validation = { matrix: createMatrix(1, 1, [1]), labels: [1] };
    await expect(trainTrees(matrix, labels, {}, { validation })).rejects.toMatchObject({ code: "data" });
  });
});

describe("a model", () => {
  const model = fromXgboostJson(document);

  test("refuses rows of other features", () => {
    expectError(() => predictMargin(model, matrix), "data", /4 features/);
    expectError(() => createRowPredictor(model).margin(new Float32Array(3)), "data", /4 features/);
    expectError(() => createRowPredictor(model).margin(new Float32Array(4), 1), "data", /4 features/);
    expectError(
      () => createExplainer(model).explain(new Float32Array(4), new Float64Array(4)),
      "data",
      /room/,
    );
  });

  test("gives no probability where it was trained on values", () => {
    const values = fromXgboostJson(ofValues);
    const row = createMatrix(1, values.features, new Float32Array(values.features));
    expectError(() => predictProbability(values, row), "unsupported", /squarederror/);
  });
});

describe("a model file", () => {
  const tree = ["learner", "gradient_booster", "model", "trees", "0"];
  test.each<[string, readonly string[], unknown, string]>([
    ["another booster", ["learner", "gradient_booster", "name"], "dart", "unsupported"],
    ["another objective", ["learner", "objective", "name"], "rank:pairwise", "unsupported"],
    ["several classes", ["learner", "learner_model_param", "num_class"], "3", "unsupported"],
    ["a categorical split", [...tree, "split_type", "0"], 1, "unsupported"],
    ["no learner", ["learner"], undefined, "json"],
    ["a base score that is no probability", ["learner", "learner_model_param", "base_score"], "1", "json"],
    ["a number of features that is none", ["learner", "learner_model_param", "num_feature"], "x", "json"],
    ["names for other features", ["learner", "feature_names"], ["a"], "json"],
    ["too few thresholds", [...tree, "split_conditions"], [1], "json"],
    ["a threshold that is no number", [...tree, "split_conditions", "0"], null, "json"],
    ["a feature that rows do not have", [...tree, "split_indices", "0"], 4, "json"],
    ["a child that there is not", [...tree, "left_children", "0"], 1000, "json"],
    ["a circle", [...tree, "left_children", "1"], 0, "json"],
    ["a child without its sibling", [...tree, "right_children", "0"], -1, "json"],
    ["trees that are none", [...tree.slice(0, -1)], {}, "json"],
  ])("is refused with %s", (_, path, value, code) => {
    const changed = JSON.parse(document) as Record<string, unknown>;
    let parent: Record<string, unknown> = changed;
    for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
    parent[path[path.length - 1]] = value;
    expectError(() => fromXgboostJson(JSON.stringify(changed)), code, /expected|model has|categorical/);
  });

  test.each(["", "[]", "null", '{"learner": 1}', document.slice(0, -2)])("is refused: %#", (text) => {
    expectError(() => fromXgboostJson(text), "json", /expected/);
  });

  test("of any bytes is refused as a file, or read: it never fails otherwise", () => {
    const place = fc.record({ at: fc.nat(document.length - 1), what: fc.string({ maxLength: 3 }) });
    fc.assert(
      fc.property(place, ({ at, what }) => {
        try {
          toXgboostJson(fromXgboostJson(document.slice(0, at) + what + document.slice(at + 1)));
        } catch (error) {
          expect(error).toBeInstanceOf(TreesError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function expectError(act: () => unknown, code: string, message: RegExp): void {
  expect(act).toThrowError(expect.objectContaining({ name: "TreesError", code }));
  expect(act).toThrowError(message);
}
