import { expect, it } from "vitest";
import * as datasets from "./index.js";

it("exports these and nothing else", () => {
  expect(Object.keys(datasets).sort()).toEqual([
    "DATASET_FORMATS",
    "DatasetError",
    "datasetFormat",
    "describeRejection",
    "encodeNpy",
    "generateDemonstration",
    "importDataset",
    "naturalOrder",
    "readDataset",
    "readLabelFile",
    "writeDemonstration",
  ]);
});
