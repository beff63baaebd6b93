import {
  batchNorm,
  conv1d,
  dense,
  features,
  globalAveragePool,
  type Layer,
  relu,
  residual,
} from "@wristprint/neural";
import type { Architecture } from "./architecture.js";
import { normalisedConvolution } from "./normalised-convolution.js";

/** Three blocks of three convolutions, each added to what went in. */
export const resnet: Architecture = {
  name: "resnet",
  source:
    "Wang, Yan & Oates 2017, Time series classification from scratch with deep neural networks, figure 1 (c)",
  layers: (classes) => [
    ...block(64, [conv1d({ filters: 64, kernel: 1 }), batchNorm()]),
    ...block(128, [conv1d({ filters: 128, kernel: 1 }), batchNorm()]),
    ...block(128, [batchNorm()]),
    globalAveragePool(),
    features(),
    dense(classes),
  ],
};

function block(filters: number, shortcut: readonly Layer[]): readonly Layer[] {
  const main = [
    ...normalisedConvolution(filters, 8),
    ...normalisedConvolution(filters, 5),
    conv1d({ filters, kernel: 3, padding: "same" }),
    batchNorm(),
  ];
  return [residual({ main, shortcut }), relu()];
}
