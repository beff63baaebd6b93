import {
  batchNorm,
  conv1d,
  cosineDense,
  dense,
  dropout,
  features,
  globalAveragePool,
  globalDeviationPool,
  globalMaxPool,
  relu,
  towers,
} from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** For encoders: what tells people apart is the direction of the features alone, as it is for signatures. */
export const signature: Architecture = {
  name: "signature",
  source:
    "Convolutions as in Wang et al. 2017, Time series classification from scratch (FCN), narrower; statistics pooling as in " +
    "Snyder et al. 2018, X-vectors; cosine logits as in Wang et al. 2018, Additive margin softmax",
  layers: (classes) => [
    conv1d({ filters: 64, kernel: 8, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 96, kernel: 5, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 96, kernel: 3, padding: "same" }),
    batchNorm(),
    relu(),
    towers([globalAveragePool()], [globalMaxPool()], [globalDeviationPool()]),
    batchNorm(),
    dropout(0.2),
    dense(96),
    batchNorm(),
    features(),
    cosineDense(classes, 16),
  ],
};
