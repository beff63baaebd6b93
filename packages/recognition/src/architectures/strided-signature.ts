import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";
import { signatureHead } from "./signature-head.js";
import { statisticsPool } from "./statistics-pool.js";

/** `signature` seeing further for less: a fourth convolution, and three of them at half and a quarter of the length. */
export const stridedSignature: Architecture = {
  name: "strided-signature",
  source:
    "Convolutions after Wang et al. 2017, Time series classification from scratch (FCN), deeper and strided; statistics " +
    "pooling as in Snyder et al. 2018, X-vectors; cosine logits as in Wang et al. 2018, Additive margin softmax",
  layers: (classes) => [
    ...normalisedConvolution(64, 8),
    ...normalisedConvolution(96, 5, 2),
    ...normalisedConvolution(128, 3, 2),
    ...normalisedConvolution(160, 3),
    statisticsPool(),
    ...signatureHead(classes),
  ],
};
