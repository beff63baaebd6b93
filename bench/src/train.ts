/** Training every network, and ten of the paper's side by side, against PyTorch on the same shapes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { type Examples, type Network, train } from "@wristprint/neural";
import { createNetwork, type TrainingJob, trainModels } from "@wristprint/recognition";
import type { Benchmark, BenchmarkOptions, BenchmarkRow } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";
import { trainingMultiplications } from "./multiplications.js";
import {
  findNetworksPeer,
  madeUpExamples,
  measuredNetworks,
  NETWORK_SETTINGS,
  ownThreads,
  PRODUCTS,
  peerRate,
  THREADS,
} from "./networks.js";
import { findPeer } from "./peer.js";

const MODELS = 10;
const EPOCHS = 4;
const BATCHES = [32, 128];
const LARGE_BATCH = 1024;

const SETTINGS: TrainingJob["training"] = {
  epochs: EPOCHS,
  batch: 32,
  optimiser: { kind: "adam", learningRate: 0.002, decay: 1e-4, weightDecay: 0 },
  validationShare: 0,
  keepBest: "none",
  classWeights: "none",
  labelSmoothing: 0,
};

const TRAIN_SETTINGS = {
  ...NETWORK_SETTINGS,
  blocks: { description: "blocks that each of the models side by side learns from", value: 3200, least: 32 },
} as const;

export const trainBenchmark: Benchmark = {
  name: "train",
  description: "training steps of every network, and ten models side by side, against PyTorch with 2 threads",
  settings: TRAIN_SETTINGS,
  async run(options) {
    const seconds = (options.settings?.milliseconds ?? NETWORK_SETTINGS.milliseconds.value) / 1000;
    const peer = await findNetworksPeer();
    const rows = [];
    const contests = measuredNetworks(options.settings?.networks).flatMap((network) =>
      BATCHES.map((batch) => ({ network, batch })),
    );
    for (const { network, batch } of [{ network: PRODUCTS, batch: LARGE_BATCH }, ...contests]) {
      rows.push(
        await measureInTurn(
          {
            name: `${network.name}, batch ${batch}`,
            unit: "samples/s",
            better: "more",
            ours: () => ownRate(network, batch, seconds),
            peer,
            theirs: (other) => peerRate(other, "train", network, { batch, seconds }),
            operations: 2 * trainingMultiplications(network),
          },
          options,
        ),
      );
    }
    rows.push(await manyModels(options));
    return rows;
  },
};

/** Ours uses one thread a model, and as many models at a time as there are cores. */
async function manyModels(options: BenchmarkOptions): Promise<BenchmarkRow> {
  const network = createNetwork("mcdcnn", { length: 128, channels: 2, classes: 2, output: "sigmoid" });
  const blocks = options.settings?.blocks ?? TRAIN_SETTINGS.blocks.value;
  const { x } = madeUpExamples(network, blocks);
  const examples = { x, labels: Int32Array.from({ length: blocks }, (_, row) => row % 2) };
  const args = [THREADS, 32, MODELS, blocks, EPOCHS].map(String);
  return measureInTurn(
    {
      name: `mcdcnn, batch 32, ${MODELS} models, ours side by side, the peer's one after another`,
      unit: "s",
      better: "less",
      ours: () => secondsOfMany(network, examples),
      peer: await findPeer("torch", "train_torch.py"),
      theirs: async (peer) => ((await peer.run(...args)) as { total: number }).total,
    },
    options,
  );
}

/** Samples a second over all epochs but the first, which warms up. An epoch is a few steps. */
async function ownRate(network: Network, batch: number, seconds: number): Promise<number> {
  const examples = madeUpExamples(network, 4 * batch);
  let started = 0;
  let done = 0;
  let elapsed = 0;
  await train(network, {
    examples,
    epochs: Number.MAX_SAFE_INTEGER,
    batch,
    optimiser: SETTINGS.optimiser,
    random: createRandom("bench"),
    runtime: { threads: ownThreads(network) },
    callbacks: [
      {
        name: "measures",
        afterEpoch({ epoch }, control) {
          const now = performance.now();
          if (epoch === 1) started = now;
          else done += examples.labels.length;
          elapsed = (now - started) / 1000;
          control.stop = epoch > 1 && elapsed >= seconds;
        },
        memory: () => null,
        restore: () => {},
      },
    ],
  });
  return done / elapsed;
}

/** Seconds from nothing to ten trained models: workers started, graphs compiled, checkpoints written. */
async function secondsOfMany(network: Network, { x, labels }: Examples): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "wristprint-bench-"));
  const jobs = Array.from({ length: MODELS }, (_, index): TrainingJob => {
    const model = `model${index}`;
    return {
      model,
      network,
      indices: Int32Array.from(labels.keys()),
      labels,
      training: SETTINGS,
      seed: model,
      checkpoint: join(folder, model),
    };
  });
  const started = performance.now();
  await trainModels(jobs, { pool: { data: x, blockLength: network.input.length * network.input.channels } });
  const seconds = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true });
  return seconds;
}
