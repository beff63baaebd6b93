import { globalAveragePool, globalDeviationPool, globalMaxPool, towers } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";
import { signatureHead } from "./signature-head.js";

/** For encoders: what tells people apart is the direction of the features alone, as it is for signatures. */
export const signature: Architecture = {
  name: "signature",
  source:
    "Convolutions as in Wang et al. 2017, Time series classification from scratch (FCN), narrower; statistics pooling as in " +
    "Snyder et al. 2018, X-vectors; cosine logits as in Wang et al. 2018, Additive margin softmax",
  layers: (classes) => [
    ...normalisedConvolution(64, 8),
    ...normalisedConvolution(96, 5),
    ...normalisedConvolution(96, 3),
    towers([globalAveragePool()], [globalMaxPool()], [globalDeviationPool()]),
    ...signatureHead(classes),
  ],
};
