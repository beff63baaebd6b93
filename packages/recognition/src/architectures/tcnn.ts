import { averagePool1d, conv1d, dense, features, flatten, sigmoid } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** Two narrow convolutions, each averaged over three positions. */
export const tcnn: Architecture = {
  name: "tcnn",
  source:
    "Zhao, Lu, Chen, Liu & Wu 2017, Convolutional neural networks for time series classification (Time-CNN)",
  layers: (classes) => [
    conv1d({ filters: 6, kernel: 7 }),
    sigmoid(),
    averagePool1d({ size: 3 }),
    conv1d({ filters: 12, kernel: 7 }),
    sigmoid(),
    averagePool1d({ size: 3 }),
    flatten(),
    features(),
    dense(classes),
  ],
};
