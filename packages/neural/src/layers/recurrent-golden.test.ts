/** LSTM and GRU, both ways and with masked steps, held to PyTorch's on packed sequences: testing/golden.py. */
import { it } from "vitest";
import type { Network } from "../network.js";
import { expectTrainsAsPytorch, GOLDEN_EXAMPLES } from "../testing/golden.js";
import { dense } from "./dense.js";
import { gru } from "./gru.js";
import { lstm } from "./lstm.js";
import { masking } from "./masking.js";

const LENGTHS = [16, 7, 1, 12];

const network: Network = {
  name: "recurrent",
  input: { length: 16, channels: 2 },
  layers: [
    masking(),
    lstm({ units: 3, direction: "bidirectional" }),
    gru({ units: 2, direction: "bidirectional", sequences: false }),
    dense(3),
  ],
  output: "softmax",
};

it("three steps over windows of four lengths, and the logits in use, agree with PyTorch", async () => {
  const x = GOLDEN_EXAMPLES.x.map((value, i) =>
    Math.floor(i / 2) % 16 < (LENGTHS[Math.floor(i / 32)] as number) ? value : 0,
  );
  await expectTrainsAsPytorch(network, "recurrent", 0.5, { x });
});
