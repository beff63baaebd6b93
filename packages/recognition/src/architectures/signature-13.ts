import {
  batchNorm,
  conv1d,
  dense,
  features,
  globalAveragePool,
  type Layer,
  leakyRelu,
} from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** For blocks of 300 with the 13 channels of the signal `events`; the mean over time is the signature. */
export const signature13: Architecture = {
  name: "signature-13",
  source:
    "Wang, Yan & Oates 2017 (FCN), with leaky relu (Maas, Hannun & Ng 2013), L2 of 0.01 and a batch-norm momentum of 0.2, " +
    "as a web app for recognising people by 300 events of 13 channels has it",
  layers: (classes) => [
    ...convolution(128, 8),
    ...convolution(256, 5),
    ...convolution(128, 3),
    globalAveragePool(),
    features(),
    dense(classes),
  ],
};

// Keras's batch-norm momentum of 0.2 is what a running statistic keeps at a step; ours is what it replaces.
const REPLACED = 0.8;

function convolution(filters: number, kernel: number): readonly Layer[] {
  return [
    conv1d({ filters, kernel, padding: "same", l2: 0.01 }),
    batchNorm({ momentum: REPLACED }),
    leakyRelu(),
  ];
}
