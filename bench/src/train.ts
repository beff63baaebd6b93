/** Training the paper's 1D-CNN, against PyTorch on the same shapes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { type Examples, type Network, train } from "@wristprint/neural";
import { createNetwork, parseDefinition, type TrainingJob, trainModels } from "@wristprint/recognition";
import type { Benchmark } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";
import { findPeer } from "./peer.js";

/** What the peer may use; ours uses one thread a model, and as many models at a time as there are cores. */
const PEER_THREADS = 2;
const MODELS = 10;
const BLOCKS = 3200;
const EPOCHS = 4;

const DEFINITION = parseDefinition(
  { name: "bench", title: "bench", task: "authentication", data: {} },
  "bench",
);
const SETTINGS = {
  // A definition without one-class models has a training.
  ...(DEFINITION.training as TrainingJob["training"]),
  epochs: EPOCHS,
  validationShare: 0,
  keepBest: "none",
} as const;

interface Seconds {
  readonly steady: number;
  readonly total: number;
}

export const trainBenchmark: Benchmark = {
  name: "train",
  description: "training steps of mcdcnn, one model and ten side by side, against PyTorch with 2 threads",
  async run(options) {
    const peer = await findPeer("torch", "train_torch.py");
    const network = createNetwork("mcdcnn", { length: 128, channels: 2, classes: 2, output: "sigmoid" });
    const examples = madeUpExamples(network);
    const theirs = async (models: number, batch: number): Promise<Seconds> => {
      const args = [PEER_THREADS, batch, models, BLOCKS, EPOCHS].map(String);
      return (await peer?.run(...args)) as Seconds;
    };
    const rows = [];
    for (const batch of [32, 128]) {
      rows.push(
        await measureInTurn(
          {
            name: `mcdcnn, batch ${batch}, one model`,
            unit: "samples/s",
            better: "more",
            ours: () => steadyRate(network, examples, batch),
            peer,
            theirs: async () => ((EPOCHS - 1) * BLOCKS) / (await theirs(1, batch)).steady,
          },
          options,
        ),
      );
    }
    rows.push(
      await measureInTurn(
        {
          name: `mcdcnn, batch 32, ${MODELS} models, ours side by side, the peer's one after another`,
          unit: "s",
          better: "less",
          ours: () => secondsOfMany(network, examples),
          peer,
          theirs: async () => (await theirs(MODELS, 32)).total,
        },
        options,
      ),
    );
    return rows;
  },
};

function madeUpExamples({ input }: Network): Examples {
  const random = createRandom("bench");
  const x = Float32Array.from({ length: BLOCKS * input.length * input.channels }, () => random.normal());
  return { x, labels: Int32Array.from({ length: BLOCKS }, (_, row) => row % 2) };
}

/** Samples a second over all epochs but the first, which warms up. */
async function steadyRate(network: Network, examples: Examples, batch: number): Promise<number> {
  const ends: number[] = [];
  await train(network, {
    examples,
    epochs: EPOCHS,
    batch,
    optimiser: SETTINGS.optimiser,
    random: createRandom("bench"),
    onEpoch: () => ends.push(performance.now()),
  });
  return ((EPOCHS - 1) * BLOCKS * 1000) / ((ends.at(-1) as number) - (ends[0] as number));
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
