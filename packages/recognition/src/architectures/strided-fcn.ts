import { dense, dropout, features } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";
import { statisticsPool } from "./statistics-pool.js";

/** Our own: four convolutions, three of them at half the length, and three statistics of what they see over time. */
export const stridedFcn: Architecture = {
  name: "strided-fcn",
  source:
    "After Wang et al. 2017, Time series classification from scratch (FCN), deeper and strided, with the statistics pooling " +
    "of Snyder et al. 2018, X-vectors",
  layers: (classes) => [
    ...normalisedConvolution(64, 8),
    ...normalisedConvolution(128, 5, 2),
    ...normalisedConvolution(128, 3),
    ...normalisedConvolution(128, 3),
    statisticsPool(),
    features(),
    dropout(0.5),
    dense(classes),
  ],
};
