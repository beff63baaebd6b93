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

/** `strided-fcn` seeing further: five convolutions, at full, half and a quarter of the length, and three statistics of what they see over time. */
export const deepStridedFcn: Architecture = {
  name: "deep-strided-fcn",
  source:
    "After Wang et al. 2017, Time series classification from scratch (FCN), deeper and strided, with the statistics pooling " +
    "of Snyder et al. 2018, X-vectors",
  layers: (classes) => [
    conv1d({ filters: 64, kernel: 8, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 128, kernel: 5, stride: 2, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 128, kernel: 3, stride: 2, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 128, kernel: 3, padding: "same" }),
    batchNorm(),
    relu(),
    conv1d({ filters: 128, kernel: 3, padding: "same" }),
    batchNorm(),
    relu(),
    towers([globalAveragePool()], [globalDeviationPool()], [globalMaxPool()]),
    features(),
    dropout(0.3),
    dense(classes),
  ],
};
