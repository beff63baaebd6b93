import { describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { poolTraining } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { GENUINE, impostorParts, type PlannedModel, planModels } from "./plan-models.js";
import { prepareBlocks } from "./prepare-blocks.js";

// user3 has half the sessions of the others.
const TRACES = sampleTraces({ subjects: 4, sessions: 2, events: 300 }).filter(
  ({ subject }, index, all) =>
    subject !== "user3" || all.findIndex((trace) => trace.subject === "user3") === index,
);

function plan(definition: NetworkDefinition) {
  const { users } = prepareBlocks(TRACES, definition);
  const pool = poolTraining(users);
  return { users, pool, planned: planModels(users, pool, definition) };
}

/** How many rows of a model's training set are of each user. */
function rowsByUser({ indices }: PlannedModel, user: Int32Array): number[] {
  const counts = [0, 0, 0, 0];
  for (const index of indices) {
    const owner = user[index] as number;
    counts[owner] = (counts[owner] as number) + 1;
  }
  return counts;
}

describe("poolTraining", () => {
  it("holds every user's training blocks in order, and whose they are", () => {
    const { users, pool } = plan(sampleDefinition());
    expect(pool.data).toEqual(Float32Array.from(users.flatMap(({ training }) => [...training.data])));
    expect([...pool.user]).toEqual(users.flatMap(({ training }, index) => Array(training.count).fill(index)));
    expect(pool.blockLength).toBe(64);
  });
});

describe("authentication", () => {
  it("plans a model for each user: all genuine blocks against as many, drawn evenly from the others", () => {
    const { users, pool, planned } = plan(sampleDefinition());
    expect(planned.map(({ model }) => model)).toEqual(["user1", "user2", "user3", "user4"]);
    planned.forEach((model, owner) => {
      const counts = rowsByUser(model, pool.user);
      const own = users[owner]?.training.count as number;
      expect(counts[owner]).toBe(own);
      const others = counts.filter((_, user) => user !== owner);
      expect(others.reduce((sum, count) => sum + count, 0)).toBe(own);
      expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(
        // Where user3's blocks are too few, the others make up for them.
        owner === 2 || Math.max(...others) <= (users[2]?.training.count as number) ? 1 : own,
      );
    });
  });

  it("labels the owner's blocks 1 and all others 0", () => {
    const { pool, planned } = plan(sampleDefinition());
    planned.forEach(({ indices, labels }, owner) => {
      expect(labels).toHaveLength(indices.length);
      expect([...labels]).toEqual([...indices].map((index) => (pool.user[index] === owner ? GENUINE : 0)));
    });
  });

  it("takes every impostor block and as many genuine ones, with the negative balance", () => {
    const { users, pool, planned } = plan(sampleDefinition("balance=negative"));
    const total = users.reduce((sum, { training }) => sum + training.count, 0);
    planned.forEach((model, owner) => {
      const counts = rowsByUser(model, pool.user);
      const others = total - (users[owner]?.training.count as number);
      expect(counts[owner]).toBe(others);
      counts.forEach((count, user) => {
        if (user !== owner) expect(count).toBe(users[user]?.training.count);
      });
    });
  });

  it("plans only the named users, whose models are those of the whole experiment", () => {
    const { planned } = plan(sampleDefinition('users=["user3","user1"]'));
    const all = plan(sampleDefinition()).planned;
    expect(planned).toEqual([all[2], all[0]]);
  });

  it("refuses a user whom the data has not, and says whom it has", () => {
    expect(() => plan(sampleDefinition('users=["user9"]'))).toThrow(
      new RecognitionError(
        "bad-definition",
        'users: no user "user9" in the data; it has user1, user2, user3, user4',
      ),
    );
  });

  it("keeps every block of the users who are left for the test out of a model, its validation too", () => {
    const definition = sampleDefinition("impostors.trainingShare=0.4", "preprocessing.scaling.kind=none");
    const { users, pool, planned } = plan(definition);
    const parts = impostorParts(users, definition);
    planned.forEach((model, owner) => {
      const learntFrom = rowsByUser(model, pool.user).flatMap((count, user) => (count > 0 ? [user] : []));
      expect(learntFrom).toEqual([owner, ...(parts?.[owner]?.training ?? [])].sort());
      expect(parts?.[owner]?.test).toHaveLength(2);
    });
  });

  it("draws impostors by the seed", () => {
    const indices = (seed: number) =>
      plan(sampleDefinition(`seed=${seed}`)).planned.map((model) => model.indices);
    expect(indices(1)).toEqual(indices(1));
    expect(indices(1)).not.toEqual(indices(2));
  });
});

describe("identification", () => {
  it("plans one model of all blocks, a class for each user", () => {
    const { users, pool, planned } = plan(sampleDefinition("task=identification"));
    expect(planned).toHaveLength(1);
    const [model] = planned as [PlannedModel];
    expect(model.network.output).toBe("softmax");
    expect([...model.indices]).toEqual([...pool.user.keys()]);
    expect(model.labels).toEqual(pool.user);
    expect(rowsByUser(model, pool.user)).toEqual(users.map(({ training }) => training.count));
  });
});
