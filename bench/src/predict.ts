/** Networks in use: how long one block takes, and how many blocks a second go through, against PyTorch. */
import { createRandom } from "@wristprint/core";
import { createWeights, exportModel, loadModel, type Network } from "@wristprint/neural";
import type { Benchmark } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";
import {
  findNetworksPeer,
  madeUpExamples,
  measuredNetworks,
  NETWORK_SETTINGS,
  ownThreads,
  peerRate,
} from "./networks.js";

const BATCH = 128;

export const predictBenchmark: Benchmark = {
  name: "predict",
  description: "one block, and many, through every network, against PyTorch with 2 threads",
  settings: NETWORK_SETTINGS,
  async run(options) {
    const peer = await findNetworksPeer();
    const seconds = (options.settings?.milliseconds ?? NETWORK_SETTINGS.milliseconds.value) / 1000;
    const rows = [];
    for (const network of measuredNetworks(options.settings?.networks)) {
      const single = { batch: 1, seconds };
      const many = { batch: BATCH, seconds };
      rows.push(
        await measureInTurn(
          {
            name: `${network.name}, one block`,
            unit: "ms",
            better: "less",
            ours: async () => 1000 / (await ownRate(network, single)),
            peer,
            theirs: async (other) => 1000 / (await peerRate(other, "predict", network, single)),
          },
          options,
        ),
        await measureInTurn(
          {
            name: `${network.name}, ${BATCH} blocks at a time`,
            unit: "blocks/s",
            better: "more",
            ours: () => ownRate(network, many),
            peer,
            theirs: (other) => peerRate(other, "predict", network, many),
          },
          options,
        ),
      );
    }
    return rows;
  },
};

/** Blocks a second, after a warm-up. */
async function ownRate(
  network: Network,
  { batch, seconds }: { readonly batch: number; readonly seconds: number },
): Promise<number> {
  const weights = createWeights(network, createRandom("bench"));
  const model = await loadModel(exportModel(network, weights), network.input, {
    threads: ownThreads(network),
  });
  const { x } = madeUpExamples(network, batch);
  for (let turn = 0; turn < 2; turn++) await model.predict(x);
  const started = performance.now();
  let count = 0;
  let elapsed = 0;
  while (count < 3 || elapsed < 1000 * seconds) {
    await model.predict(x);
    count++;
    elapsed = performance.now() - started;
  }
  await model.release();
  return (1000 * count * batch) / elapsed;
}
