import { batchNorm, dense, dropout, features, lstm, masking } from "@wristprint/neural";
import type { Architecture } from "./architecture.js";

/** Two LSTMs that read windows of any length both ways; windows are padded with steps of zeros, which are masked. */
export const bilstm: Architecture = {
  name: "bilstm",
  source: "Schuster & Paliwal 1997, Bidirectional recurrent neural networks, two layers deep",
  layers: (classes) => [
    masking({ value: 0 }),
    lstm({ units: 128, direction: "bidirectional" }),
    batchNorm(),
    dropout(0.2),
    lstm({ units: 128, direction: "bidirectional", sequences: false }),
    features(),
    dense(classes),
  ],
};
