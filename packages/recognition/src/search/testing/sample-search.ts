import { parseSearch, type Search } from "../search-definition.js";

/** Settings of a search of a small experiment, as they stand in a file. */
export const SAMPLE_SEARCH = {
  name: "sample",
  title: "A small search",
  experiment: {
    name: "small",
    title: "A small experiment",
    task: "identification",
    data: {},
    preprocessing: {
      signal: "logVelocity",
      blockSize: 32,
      scaling: { kind: "standard", scope: "data" },
    },
    split: { by: "blocks", test: { count: 4 } },
    training: {
      epochs: 1,
      batch: 16,
      validationShare: 0,
      optimiser: { kind: "adam", learningRate: 0.002 },
    },
    evaluation: { blocks: [1] },
  },
  metric: "accuracy",
  method: { kind: "grid" },
  options: { "training.epochs": [1, 2], "training.optimiser.learningRate": [0.001, 0.004] },
};

export function sampleSearch(changes: object = {}): Search {
  return parseSearch({ ...SAMPLE_SEARCH, ...changes }, "sample.json");
}
