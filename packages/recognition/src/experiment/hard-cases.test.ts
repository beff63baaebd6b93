import { createRandom } from "@wristprint/core";
import { createWeights, dense, exportModel, flatten, type Network } from "@wristprint/neural";
import { describe, expect, it } from "vitest";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import type { TrainingPool } from "./block-pool.js";
import { poolTraining } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { planEarlier, repeatHardCases } from "./hard-cases.js";
import { originOf } from "./hold-out-blocks.js";
import { type PlannedModel, planModels } from "./plan-models.js";
import { prepareBlocks } from "./prepare-blocks.js";
import { addSynthetic } from "./synthetic-blocks.js";

const SETTINGS = { folds: 3, repeat: 2 };

function plan(...settings: string[]): { pool: TrainingPool; planned: PlannedModel[] } {
  const definition = sampleDefinition(
    `hardCases=${JSON.stringify(SETTINGS)}`,
    ...settings,
  ) as NetworkDefinition;
  const { users } = prepareBlocks(sampleTraces(), definition);
  const pool = addSynthetic(poolTraining(users), definition);
  return { pool, planned: planModels(users, pool, definition) };
}

/** The blocks of a plan's training, or of its validation. */
function blocksOf({ indices, validation }: PlannedModel, part: "training" | "validation"): number[] {
  const held = new Set(validation);
  return [...indices].filter((_, place) => held.has(place) === (part === "validation"));
}

describe("planEarlier", () => {
  it.each([[[]], [["synthetic={}"]], [["task=identification"]]])(
    "asks of every training block a model that learnt from neither it nor what is made of it, with %j",
    (settings) => {
      const { pool, planned } = plan(...settings);
      for (const model of planned) {
        const earlier = planEarlier(model, pool, SETTINGS);
        expect(earlier).toHaveLength(3);
        const asked = earlier.flatMap((one) => [...one.asked]).sort((a, b) => a - b);
        const held = new Set(model.validation);
        expect(asked).toEqual([...model.indices.keys()].filter((place) => !held.has(place)));
        for (const one of earlier) {
          const learnt = new Set(blocksOf(one.planned, "training").map((block) => originOf(block, pool)));
          for (const place of one.asked) {
            expect(learnt.has(originOf(model.indices[place] as number, pool))).toBe(false);
          }
          expect(blocksOf(one.planned, "validation")).toEqual(blocksOf(model, "validation"));
        }
      }
    },
  );

  it("gives each a name and a seed of its own", () => {
    const { pool, planned } = plan();
    const earlier = planned.flatMap((model) => planEarlier(model, pool, SETTINGS));
    expect(new Set(earlier.map((one) => one.planned.model)).size).toBe(9);
    expect(new Set(earlier.map((one) => one.planned.seed)).size).toBe(9);
  });
});

describe("repeatHardCases", () => {
  it("repeats the blocks whose class an earlier model did not score highest, and no other", async () => {
    const { pool, planned } = plan();
    const model = planned[0] as PlannedModel;
    // Fresh weights: about half of the answers are wrong.
    const network: Network = { ...model.network, layers: [flatten(), dense(2)] };
    const onnx = exportModel(network, createWeights(network, createRandom("fresh")));
    const earlier = planEarlier({ ...model, network }, pool, SETTINGS).map((one) => ({
      ...one,
      trained: { model: one.planned.model, onnx, history: [] },
    }));
    const again = await repeatHardCases(model, earlier, pool, SETTINGS);
    expect(again.validation).toBe(model.validation);
    expect(again.indices.subarray(0, model.indices.length)).toEqual(model.indices);
    const added = [...again.indices.subarray(model.indices.length)];
    const hard = added.slice(0, added.length / 2);
    expect(added).toEqual([...hard, ...hard]);
    expect(hard.length).toBeGreaterThan(5);
    expect(hard.length).toBeLessThan(model.indices.length - 5);
    // By hand, through the network's one layer.
    const weights = createWeights(network, createRandom("fresh")).get("dense_1/kernel")?.data as Float32Array;
    const wrong = [...model.indices].flatMap((block, place) => {
      if (model.validation?.includes(place)) return [];
      const logits = [0, 1].map((column) =>
        pool.data
          .subarray(block * pool.blockLength, (block + 1) * pool.blockLength)
          .reduce((sum, value, i) => sum + value * (weights[2 * i + column] as number), 0),
      ) as [number, number];
      return (logits[1] > logits[0] ? 1 : 0) === model.labels[place] ? [] : [block];
    });
    expect(hard).toEqual(wrong);
  });
});
