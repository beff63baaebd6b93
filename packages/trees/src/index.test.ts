import { expect, test } from "vitest";
import * as trees from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(trees).sort()).toEqual([
    "DEFAULT_PARAMETERS",
    "IMPORTANCE_KINDS",
    "TreesError",
    "createExplainer",
    "createMatrix",
    "createRowPredictor",
    "fromXgboostJson",
    "importances",
    "predict",
    "predictMargin",
    "predictProbability",
    "toOnnx",
    "toXgboostJson",
    "trainTrees",
  ]);
});
