import {
  conv1d,
  dense,
  dropout,
  features,
  flatten,
  lstm,
  maxPool1d,
  relu,
  timeDistributed,
} from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** A convolutional network reads each quarter of the block, and an LSTM what it made of the four. */
export const timeDistributedNetwork: Architecture = {
  name: "time-distributed",
  source:
    "Antal & Fejér 2020, Mouse dynamics based user recognition using deep learning: the time-distributed CNN-LSTM of its code",
  layers: (classes) => [
    timeDistributed({
      parts: 4,
      layers: [
        conv1d({ filters: 64, kernel: 3 }),
        relu(),
        conv1d({ filters: 64, kernel: 3 }),
        relu(),
        dropout(0.2),
        maxPool1d({ size: 2 }),
        flatten(),
      ],
    }),
    lstm({ units: 80, sequences: false }),
    dropout(0.3),
    dense(60),
    relu(),
    features(),
    dense(classes),
  ],
};
