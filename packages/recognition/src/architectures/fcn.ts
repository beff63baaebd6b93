import { batchNorm, conv1d, dense, features, globalAveragePool, relu } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** Three convolutions without pooling between; the mean over time is the signature. */
export const fcn: Architecture = {
  name: "fcn",
  source:
    "Wang, Yan & Oates 2017, Time series classification from scratch with deep neural networks, figure 1 (b)",
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
    globalAveragePool(),
    features(),
    dense(classes),
  ],
};
