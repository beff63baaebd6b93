import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { poolTraining } from "../experiment/block-pool.js";
import { planModels } from "../experiment/plan-models.js";
import { prepareBlocks } from "../experiment/prepare-blocks.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import type { TrainModelsOptions } from "./train-models.js";
import type { TrainingJob } from "./training-job.js";

// Workers are threads of the build: it is the build that is tested.
const BUILD = new URL("../../dist/training/train-models.js", import.meta.url).href;
const { trainModels } = (await import(BUILD)) as typeof import("./train-models.js");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-training-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Three models to train, with checkpoints in a folder of their own. */
function jobs(
  checkpoints: string,
  ...settings: string[]
): { jobs: TrainingJob[]; pool: TrainModelsOptions["pool"] } {
  const definition = sampleDefinition(...settings);
  const { users } = prepareBlocks(sampleTraces({ sessions: 1 }), definition);
  const pool = poolTraining(users);
  const planned = planModels(users, pool, definition);
  return {
    pool,
    jobs: planned.map((job) => ({ ...job, checkpoint: join(folder, `${checkpoints}-${job.model}`) })),
  };
}

describe.each([1, 2])("with %d at a time", (workers) => {
  it("gives the models in the order of the jobs, the same as one after another", async () => {
    const single = jobs("single", "training.classWeights=root", "training.keepBest=validationLoss");
    const several = jobs("several", "training.classWeights=root", "training.keepBest=validationLoss");
    const expected = await trainModels(single.jobs, { pool: single.pool, workers: 1 });
    const trained = await trainModels(several.jobs, { pool: several.pool, workers });
    expect(trained.map(({ model }) => model)).toEqual(["user1", "user2", "user3"]);
    expect(trained).toEqual(expected);
  });

  it("tells each epoch of each model, and when a model is done", async () => {
    const told = new Map<string, (number | "done")[]>();
    const tell = (model: string, what: number | "done") =>
      told.set(model, [...(told.get(model) ?? []), what]);
    const { jobs: three, pool } = jobs("told");
    await trainModels(three, {
      pool,
      workers,
      onEpoch: (model, { epoch }) => tell(model, epoch),
      onModel: (model) => tell(model, "done"),
    });
    expect(Object.fromEntries(told)).toEqual({
      user1: [1, 2, "done"],
      user2: [1, 2, "done"],
      user3: [1, 2, "done"],
    });
  });

  it("ends with the first failure, which names its model", async () => {
    const { jobs: three, pool } = jobs("failing", 'training.optimiser={"kind":"sgd","learningRate":1e38}');
    await expect(trainModels(three, { pool, workers })).rejects.toMatchObject({
      name: "RecognitionError",
      code: "training-failed",
      message: expect.stringMatching(/^user\d: .*the loss is no finite number/),
    });
  });

  it("ends where there is no such device to compute on", async () => {
    const { jobs: three, pool } = jobs("elsewhere");
    await expect(trainModels(three, { pool, workers, device: "abacus" })).rejects.toMatchObject({
      code: "training-failed",
      message: expect.stringMatching(
        /^user\d: no execution provider "abacus"; this platform's runtime has cpu/,
      ),
    });
  });

  it("ends with what a callback throws", async () => {
    const stop = new Error("stop");
    const { jobs: three, pool } = jobs("stopped");
    const onEpoch = () => {
      throw stop;
    };
    await expect(trainModels(three, { pool, workers, onEpoch })).rejects.toBe(stop);
  });
});

it("trains nothing where there is nothing to train", async () => {
  const { pool } = jobs("none");
  expect(await trainModels([], { pool })).toEqual([]);
});
