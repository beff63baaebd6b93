import { describe, expect, it } from "vitest";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { poolTraining } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { originOf } from "./hold-out-blocks.js";
import { planModels } from "./plan-models.js";
import { prepareBlocks } from "./prepare-blocks.js";
import { addSynthetic } from "./synthetic-blocks.js";

function plan(...settings: string[]) {
  const definition = sampleDefinition(...settings) as NetworkDefinition;
  const { users } = prepareBlocks(sampleTraces(), definition);
  const real = poolTraining(users);
  const pool = addSynthetic(real, definition);
  return { definition, real, pool, planned: planModels(users, pool, definition) };
}

describe("made-up blocks", () => {
  const { real, pool, planned } = plan('synthetic={"copies":2}');
  const made = (block: number) => originOf(block, pool) !== block;

  it("stand behind the recorded ones, two of each, and are like them but not the same", () => {
    expect(pool.user).toHaveLength(3 * real.user.length);
    expect(pool.data.subarray(0, real.data.length)).toEqual(real.data);
    const row = (block: number) =>
      pool.data.subarray(block * pool.blockLength, (block + 1) * pool.blockLength);
    for (let block = real.user.length; block < pool.user.length; block++) {
      const origin = originOf(block, pool);
      expect(origin).toBeLessThan(real.user.length);
      expect(pool.user[block]).toBe(pool.user[origin]);
      expect(row(block)).not.toEqual(row(origin));
      const product = row(block).reduce((sum, value, i) => sum + value * (row(origin)[i] as number), 0);
      expect(product / Math.hypot(...row(block)) / Math.hypot(...row(origin))).toBeGreaterThan(0.8);
    }
  });

  it("are the owner's alone, who then has more impostors' recorded blocks set against them", () => {
    planned.forEach(({ indices, labels }, owner) => {
      indices.forEach((block, place) => {
        expect(labels[place]).toBe(pool.user[block] === owner ? 1 : 0);
        if (labels[place] === 0) expect(made(block)).toBe(false);
      });
      expect(indices.some((block) => made(block))).toBe(true);
    });
  });

  it("are never of a block that is held out, nor held out themselves", () => {
    for (const { indices, validation = new Int32Array(0) } of planned) {
      const held = Array.from(validation, (place) => indices[place] as number);
      expect(held.length).toBeGreaterThan(0);
      expect(held.some(made)).toBe(false);
      expect(new Set(held).size).toBe(held.length);
      const trained = [...indices].filter((_, place) => !validation.includes(place));
      for (const block of trained) expect(held).not.toContain(originOf(block, pool));
    }
  });
});

describe("validation blocks", () => {
  it("are named only where something is added to training", () => {
    expect(plan().planned.every(({ validation }) => validation === undefined)).toBe(true);
    expect(plan("hardCases={}").planned.every(({ validation }) => validation !== undefined)).toBe(true);
  });

  it("are the share that the definition says, of both classes", () => {
    const { planned } = plan("hardCases={}", "training.validationShare=0.25");
    for (const { labels, validation = new Int32Array(0) } of planned) {
      for (const label of [0, 1]) {
        const held = [...validation].filter((place) => labels[place] === label).length;
        expect(held).toBe(Math.floor(0.25 * labels.filter((own) => own === label).length));
      }
    }
  });

  it("are drawn by the seed", () => {
    const drawn = (seed: number) =>
      plan("hardCases={}", `seed=${seed}`).planned.map(({ validation }) => [...(validation ?? [])]);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});
