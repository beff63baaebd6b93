import { dense, features, globalAveragePool } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";

/** Three convolutions without pooling between; the mean over time is the signature. */
export const fcn: Architecture = {
  name: "fcn",
  source:
    "Wang, Yan & Oates 2017, Time series classification from scratch with deep neural networks, figure 1 (b)",
  layers: (classes) => [
    ...normalisedConvolution(128, 8),
    ...normalisedConvolution(256, 5),
    ...normalisedConvolution(128, 3),
    globalAveragePool(),
    features(),
    dense(classes),
  ],
};
