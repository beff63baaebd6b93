import {
  batchNorm,
  conv1d,
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

/** The fcn's three convolutions at full length, and of what they see the mean, the deviation and the maximum over time. */
export const statisticsFcn: Architecture = {
  name: "statistics-fcn",
  source:
    "Wang et al. 2017, Time series classification from scratch (FCN), with the statistics pooling of Snyder et al. 2018, " +
    "X-vectors, and a maximum beside them",
  layers: (classes) => [
    conv1d({ filters: 128, kernel: 8, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 256, kernel: 5, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 128, kernel: 3, padding: "same" }),
    batchNorm(),
    relu(),
    towers([globalAveragePool()], [globalDeviationPool()], [globalMaxPool()]),
    features(),
    dropout(0.2),
    dense(classes),
  ],
};
