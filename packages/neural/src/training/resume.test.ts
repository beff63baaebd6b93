/** A training interrupted after any epoch and resumed from its checkpoint ends as the unbroken one does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { relu } from "../layers/activations.js";
import { batchNorm } from "../layers/batch-norm.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { flatten } from "../layers/structure.js";
import type { Network } from "../network.js";
import { PROBLEM_INPUT, separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { createWeights } from "../weights.js";
import { keepBest, reduceOnPlateau, stopEarly } from "./callbacks.js";
import { fileCheckpoint } from "./checkpoint.js";
import type { OptimiserSettings } from "./optimiser.js";
import type { TrainingOptions } from "./options.js";
import { type TrainingResult, train } from "./train.js";

const network: Network = {
  name: "resumed",
  input: PROBLEM_INPUT,
  layers: [flatten(), dense(6), relu(), dropout(0.3), dense(3)],
  output: "softmax",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-resume-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const checkpoint = () => fileCheckpoint(join(folder, "training.safetensors"));

/** Noisy examples and a high rate, so that all three callbacks have something to do within a few epochs. */
const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  examples: separableExamples(60, 3, 1.5),
  epochs: 30,
  batch: 16,
  optimiser: { kind: "adam", learningRate: 0.1, decay: 1e-3 },
  random: testRandom("resume"),
  validationShare: 0.25,
  labelSmoothing: 0.05,
  frozen: ["dense_1/bias"],
  callbacks: [
    keepBest("validationLoss"),
    reduceOnPlateau({ monitor: "validationLoss", factor: 0.5, patience: 2, floor: 0.01 }),
    reduceOnPlateau({ monitor: "loss", factor: 0.9, patience: 1, floor: 0.01 }),
    stopEarly({ monitor: "validationLoss", minDelta: 0, patience: 6 }),
  ],
  ...more,
});

const plain = ({ weights, history }: TrainingResult) => ({
  weights: [...weights].map(([name, { data }]) => [name, [...data]]),
  history,
});

class Interruption extends Error {}

async function interruptedAfter(epoch: number, more: Partial<TrainingOptions> = {}): Promise<void> {
  const onEpoch = ({ epoch: done }: { epoch: number }) => {
    if (done === epoch) throw new Interruption();
  };
  const attempt = train(network, options({ ...more, checkpoint: checkpoint(), onEpoch }));
  await expect(attempt).rejects.toThrow(Interruption);
}

describe("resuming", () => {
  const optimisers: OptimiserSettings[] = [
    { kind: "adam", learningRate: 0.1, decay: 1e-3, weightDecay: 0.01 },
    { kind: "sgd", learningRate: 0.3, momentum: 0.9 },
    { kind: "sgd", learningRate: 0.3 },
  ];
  it.each(optimisers)("gives the same weights and history after every epoch: %o", async (optimiser) => {
    const unbroken = await train(network, options({ optimiser }));
    const { history } = unbroken;
    // The callbacks did act: the rate fell, and training ended early with an earlier epoch's weights.
    expect(history.length).toBeLessThan(30);
    expect(history.at(-1)?.learningRate).toBeLessThan(optimiser.learningRate);
    for (let epoch = 1; epoch <= history.length; epoch++) {
      await interruptedAfter(epoch, { optimiser });
      const resumed = await train(network, options({ optimiser, checkpoint: checkpoint() }));
      expect(plain(resumed), `after epoch ${epoch}`).toEqual(plain(unbroken));
      rmSync(join(folder, "training.safetensors"));
    }
  });

  it("carries a layer's statistics, a margin, mixed examples, stretches and a schedule along", async () => {
    const normalised: Network = { ...network, layers: [flatten(), dense(6), batchNorm(), relu(), dense(3)] };
    const { x, labels } = separableExamples(120, 3, 1.5);
    const more = {
      examples: { x, labels: labels.slice(0, 60), length: 8 },
      epochs: 4,
      margin: 0.2,
      mixing: { share: 0.5, own: 0.4 },
      schedule: { kind: "oneCycle", warmUp: 0.3 },
      callbacks: [keepBest("validationLoss")],
    } as const;
    const unbroken = await train(normalised, options(more));
    const stop = (): never => {
      throw new Interruption();
    };
    await expect(
      train(normalised, options({ ...more, checkpoint: checkpoint(), onEpoch: stop })),
    ).rejects.toThrow(Interruption);
    const resumed = await train(normalised, options({ ...more, checkpoint: checkpoint() }));
    expect(plain(resumed)).toEqual(plain(unbroken));
    const longer = train(normalised, options({ ...more, epochs: 5, checkpoint: checkpoint() }));
    await expect(longer).rejects.toThrow("schedule differ");
  });

  it("survives an interruption in every epoch, and tells each resumed run where it stands", async () => {
    const unbroken = await train(network, options());
    const begun: number[] = [];
    for (let epoch = 1; epoch <= unbroken.history.length; epoch++) await interruptedAfter(epoch);
    const resumed = await train(
      network,
      options({ checkpoint: checkpoint(), onEpoch: ({ epoch }) => begun.push(epoch) }),
    );
    expect(plain(resumed)).toEqual(plain(unbroken));
    expect(begun).toEqual([unbroken.history.length]);
    expect(readdirSync(folder)).toEqual(["training.safetensors"]);
  });

  it("prolongs a finished training", async () => {
    const callbacks: [] = [];
    await train(network, options({ callbacks, epochs: 2, checkpoint: checkpoint() }));
    const prolonged = await train(network, options({ callbacks, epochs: 4, checkpoint: checkpoint() }));
    expect(plain(prolonged)).toEqual(plain(await train(network, options({ callbacks, epochs: 4 }))));
  });

  it("callbacks used for one training start afresh in the next", async () => {
    const shared = options();
    const first = await train(network, shared);
    expect(plain(await train(network, shared))).toEqual(plain(first));
  });
});

describe("a checkpoint of another training is refused by what differs", () => {
  const other = separableExamples(60, 3, 1.5);
  const cases: [string, Partial<TrainingOptions>][] = [
    ["optimiser", { optimiser: { kind: "sgd", learningRate: 0.1 } }],
    ["optimiser", { optimiser: { kind: "adam", learningRate: 0.2, decay: 1e-3 } }],
    ["examples", { examples: { ...other, x: other.x.with(0, 7) } }],
    ["examples", { examples: { ...other, labels: other.labels.with(0, 2) } }],
    ["seed", { random: testRandom("another") }],
    ["batch", { batch: 15 }],
    ["validationShare", { validationShare: 0.5 }],
    ["classWeights", { classWeights: [1, 1, 2] }],
    ["labelSmoothing", { labelSmoothing: 0 }],
    ["frozen", { frozen: [] }],
    ["weights", { weights: createWeights(network, testRandom("elsewhere")) }],
    ["validation", { validation: Int32Array.of(0, 1, 2) }],
    ["callbacks", { callbacks: [] }],
  ];
  it.each(cases)("%s", async (what, more) => {
    await interruptedAfter(1);
    const attempt = train(network, options({ ...more, checkpoint: checkpoint() }));
    await expect(attempt).rejects.toThrow(
      expect.objectContaining({
        code: "checkpoint",
        message: `the checkpoint is of another training: ${what} differ`,
      }),
    );
  });

  it("network, even one of as many numbers", async () => {
    await interruptedAfter(1);
    const same = { ...network, output: "sigmoid" } as const;
    await expect(train(same, options({ checkpoint: checkpoint() }))).rejects.toThrow(
      expect.objectContaining({ code: "checkpoint", message: expect.stringContaining("network differ") }),
    );
  });

  it("a tensor file of something else", async () => {
    checkpoint().save({ state: null, tensors: new Map() });
    await expect(train(network, options({ checkpoint: checkpoint() }))).rejects.toThrow(
      expect.objectContaining({ code: "checkpoint" }),
    );
  });

  it("a file cut short, with its name", async () => {
    await interruptedAfter(1);
    const path = join(folder, "training.safetensors");
    writeFileSync(path, readFileSync(path).subarray(0, -4));
    const attempt = train(network, options({ checkpoint: checkpoint() }));
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: "checkpoint" }));
    await expect(attempt).rejects.toThrow("training.safetensors: not a tensor file, or cut short");
  });
});
