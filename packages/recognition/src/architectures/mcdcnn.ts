import { conv1d, dense, dropout, features, globalMaxPool, relu, towers } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** Two towers look at the block with kernels of different length. */
export const mcdcnn: Architecture = {
  name: "mcdcnn",
  source:
    "Antal & Fejér 2020, Mouse dynamics based user recognition using deep learning, section 3.2, figure 1",
  layers: (classes) => [
    towers(
      [
        conv1d({ filters: 40, kernel: 6, stride: 2 }),
        relu(),
        conv1d({ filters: 60, kernel: 3 }),
        relu(),
        globalMaxPool(),
      ],
      [
        conv1d({ filters: 40, kernel: 4, stride: 2 }),
        relu(),
        conv1d({ filters: 60, kernel: 2 }),
        relu(),
        globalMaxPool(),
      ],
    ),
    dropout(0.15),
    dense(60),
    relu(),
    features(),
    dense(classes),
  ],
};
