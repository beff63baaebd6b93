import fc from "fast-check";
import { expect, it } from "vitest";
import { type Batcher, createBatcher, type Run } from "./batcher.js";

/** A model that doubles each number, one to a row, and remembers its runs; refuses where a row is negative. */
function doubling() {
  const runs: number[][] = [];
  const run: Run = async (blocks) => {
    runs.push([...blocks]);
    await new Promise((resolve) => setImmediate(resolve));
    if (blocks.some((value) => value < 0)) throw new Error("a negative row");
    return blocks.map((value) => 2 * value);
  };
  return { run, runs };
}

function submit(batcher: Batcher, run: Run, ...rows: number[]): Promise<number[]> {
  return batcher.submit(run, Float32Array.from(rows), rows.length).then((answer) => [...answer]);
}

it("answers every request with its own rows, whatever is joined and split", async () => {
  const requests = fc.array(fc.record({ model: fc.nat({ max: 2 }), rows: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(requests, fc.integer({ min: 1, max: 7 }), async (asked, batchBlocks) => {
      const batcher = createBatcher({ batchBlocks, queueBlocks: 1000 });
      const models = [doubling(), doubling(), doubling()];
      let next = 0;
      const own = asked.map(({ rows }) => Array.from({ length: rows }, () => next++));
      const answers = await Promise.all(
        asked.map(({ model }, at) => submit(batcher, models[model]?.run as Run, ...(own[at] as number[]))),
      );
      expect(answers).toEqual(own.map((rows) => rows.map((value) => 2 * value)));
      expect(models.every(({ runs }) => runs.every(({ length }) => length <= batchBlocks))).toBe(true);
      expect([batcher.queuedBlocks, batcher.blocks]).toEqual([0, next]);
    }),
  );
});

it("joins what waits into as few runs as there must be", async () => {
  const { run, runs } = doubling();
  const batcher = createBatcher({ batchBlocks: 4, queueBlocks: 100 });
  await Promise.all(Array.from({ length: 10 }, (_, at) => submit(batcher, run, at)));
  expect(runs.map(({ length }) => length)).toEqual([4, 4, 2]);
  expect(batcher.runs).toBe(3);
});

it("lets models take turns, so that a crowd before one does not hold up another", async () => {
  const [crowded, other] = [doubling(), doubling()];
  const batcher = createBatcher({ batchBlocks: 2, queueBlocks: 100 });
  let runsBefore = -1;
  await Promise.all([
    ...Array.from({ length: 20 }, (_, at) => submit(batcher, crowded.run, at)),
    submit(batcher, other.run, 7).then(() => {
      runsBefore = crowded.runs.length;
    }),
  ]);
  expect(runsBefore).toBeLessThanOrEqual(2);
});

it("refuses what finds no room, and takes more once there is some", async () => {
  const { run } = doubling();
  const batcher = createBatcher({ batchBlocks: 2, queueBlocks: 3 });
  const first = submit(batcher, run, 1, 2);
  await expect(submit(batcher, run, 3, 4)).rejects.toMatchObject({ code: "busy" });
  await first;
  await batcher.idle();
  expect(await submit(batcher, run, 5, 6, 7)).toEqual([10, 12, 14]);
});

it("tells those in a run that failed, loses count of none, and goes on", async () => {
  const { run } = doubling();
  const batcher = createBatcher({ batchBlocks: 2, queueBlocks: 100 });
  const long = submit(batcher, run, -1, 2, 3, 4, 5);
  const later = submit(batcher, run, 6);
  await expect(long).rejects.toThrow("a negative row");
  expect(await later).toEqual([12]);
  await batcher.idle();
  expect(batcher.queuedBlocks).toBe(0);
});
