import { dense, dropout, features } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";
import { statisticsPool } from "./statistics-pool.js";

/** The fcn's three convolutions at full length, and of what they see the mean, the deviation and the maximum over time. */
export const statisticsFcn: Architecture = {
  name: "statistics-fcn",
  source:
    "Wang et al. 2017, Time series classification from scratch (FCN), with the statistics pooling of Snyder et al. 2018, " +
    "X-vectors, and a maximum beside them",
  layers: (classes) => [
    ...normalisedConvolution(128, 8),
    ...normalisedConvolution(256, 5),
    ...normalisedConvolution(128, 3),
    statisticsPool(),
    features(),
    dropout(0.2),
    dense(classes),
  ],
};
