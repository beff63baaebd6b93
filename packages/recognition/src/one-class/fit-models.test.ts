import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FittingJob } from "./fit-models.js";
import { oneClassSettings } from "./registry.js";

// Workers are threads of the build: it is the build that is tested.
const BUILD = new URL("../../dist/one-class/fit-models.js", import.meta.url).href;
const { fitModels } = (await import(BUILD)) as typeof import("./fit-models.js");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-fitting-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A model to make of so many rows for each count. */
function jobs(place: string, ...counts: readonly number[]): FittingJob[] {
  return counts.map((count, index) => {
    const random = createRandom(index);
    const data = Float32Array.from({ length: count * 3 }, () => random.normal());
    return {
      model: `user${index + 1}`,
      rows: { count, size: 3, data },
      settings: oneClassSettings.parse({ kind: "isolationForest", trees: 5 }),
      seed: `1/user${index + 1}`,
      checkpoint: join(folder, `${place}-user${index + 1}`),
    };
  });
}

const nothing = () => undefined;

describe.each([1, 2])("with %d at a time", (workers) => {
  it("gives the models in the order of the jobs, and tells of each", async () => {
    const told: string[] = [];
    const files = await fitModels(jobs("a", 20, 40, 30), { workers, onModel: (model) => told.push(model) });
    expect(told.sort()).toEqual(["user1", "user2", "user3"]);
    const one = await fitModels(jobs("b", 20, 40, 30), { workers: 1, onModel: nothing });
    expect(files.map((file) => Buffer.from(file))).toEqual(one.map((file) => Buffer.from(file)));
  });

  it("takes finished models up, and makes those again that are not whole", async () => {
    const [first] = await fitModels(jobs("a", 20, 40), { workers, onModel: nothing });
    expect(readdirSync(folder).sort()).toEqual(["a-user1", "a-user2"]);
    // Left behind by a process that was killed while it wrote.
    writeFileSync(join(folder, "a-user3.part"), "half");
    const [again, , third] = await fitModels(jobs("a", 20, 40, 30), { workers, onModel: nothing });
    expect(Buffer.from(again)).toEqual(Buffer.from(first));
    expect(third.length).toBeGreaterThan(100);
    expect(readdirSync(folder).sort()).toEqual(["a-user1", "a-user2", "a-user3"]);
  });

  it("ends with the first failure, which names its model", async () => {
    await expect(fitModels(jobs("a", 20, 2, 30), { workers, onModel: nothing })).rejects.toMatchObject({
      name: "RecognitionError",
      code: "not-enough-data",
      message: expect.stringMatching(/^user2: at least 2 blocks to learn from/),
    });
  });

  it("ends with what a callback throws", async () => {
    const stop = new Error("stop");
    const onModel = () => {
      throw stop;
    };
    await expect(fitModels(jobs("a", 20, 40, 30), { workers, onModel })).rejects.toBe(stop);
  });
});

it("makes nothing where there is nothing to make", async () => {
  expect(await fitModels([], { workers: undefined, onModel: nothing })).toEqual([]);
});
