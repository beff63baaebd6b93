import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { startScriptedPredictor } from "../testing/scripted-predictor.js";
import { createPredictorPool, type PredictorPool } from "./create-predictor-pool.js";
import type { PredictorPoolOptions } from "./pool-options.js";

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(...script: Parameters<typeof startScriptedPredictor>) {
  const predictor = await startScriptedPredictor(...script);
  endings.push(() => predictor.close());
  return predictor;
}

function open(options: PredictorPoolOptions): PredictorPool {
  const pool = createPredictorPool({
    backoff: { firstMs: 5, longestMs: 20 },
    healthIntervalMs: 50,
    // None is taken for dead because the machine is busy.
    healthTimeoutMs: 50_000,
    requestTimeoutMs: 50_000,
    ...options,
  });
  endings.push(() => pool.close());
  return pool;
}

const echo = { name: "echo" };
const SIZE = 3;

/** Blocks that begin with the given numbers. */
function blocks(...first: number[]): Float32Array {
  return Float32Array.from(first.flatMap((value) => [value, 0, 0]));
}

async function embed(pool: PredictorPool, ...first: number[]): Promise<number[]> {
  return [...(await pool.embed(echo, blocks(...first), first.length))];
}

describe("embed", () => {
  it("gives each caller its own signatures, however calls are joined and split", async () => {
    const predictor = await start();
    const pool = open({ addresses: [predictor.address], requestBlocks: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 35 }), { maxLength: 12 }), async (counts) => {
        let next = 0;
        const own = counts.map((count) => Array.from({ length: count }, () => next++));
        const answers = await Promise.all(own.map((first) => embed(pool, ...first)));
        expect(answers).toEqual(own.map((first) => first.flatMap((value) => [value, -value])));
      }),
      { numRuns: 30 },
    );
    expect(Math.max(...predictor.requests.map(({ length }) => length))).toBeLessThanOrEqual(10);
  });

  it("joins what is handed in at once into few requests", async () => {
    const predictor = await start();
    const pool = open({ addresses: [predictor.address] });
    await Promise.all(Array.from({ length: 100 }, (_, at) => embed(pool, at)));
    expect(predictor.requests.length).toBeLessThanOrEqual(3);
  });

  it("waits for a predictor where there is none, and for one that drains to serve again", async () => {
    const pool = open({ addresses: [] });
    const early = embed(pool, 1);
    const predictor = await start();
    predictor.serving = false;
    pool.setAddresses([predictor.address]);
    await expect.poll(() => pool.predictors[0]?.reason).toBe("draining");
    expect(predictor.requests).toEqual([]);
    predictor.serving = true;
    expect(await early).toEqual([1, -1]);
  });

  it("goes to another predictor when one is full, ends, or does not let it in", async () => {
    for (const code of [Code.ResourceExhausted, Code.Unavailable, Code.Unauthenticated]) {
      const bad = await start(() => {
        throw new ConnectError("not here", code);
      });
      const good = await start();
      const pool = open({ addresses: [bad.address, good.address] });
      const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => embed(pool, at + 1)));
      expect(answers).toEqual(answers.map((_, at) => [at + 1, -at - 1]));
    }
  });

  it("asks again as long as the only predictor is full", async () => {
    let refusals = 5;
    const predictor = await start(() => {
      if (refusals-- > 0) throw new ConnectError("full", Code.ResourceExhausted);
    });
    expect(await embed(open({ addresses: [predictor.address] }), 1)).toEqual([1, -1]);
    expect(predictor.requests).toHaveLength(6);
  });

  it("goes to another predictor when one does not answer in time", async () => {
    const deaf = await start(() => new Promise(() => {}));
    const pool = open({ addresses: [deaf.address], requestTimeoutMs: 50 });
    const waiting = embed(pool, 1);
    await expect.poll(() => deaf.requests.length).toBeGreaterThan(0);
    const good = await start();
    pool.setAddresses([deaf.address, good.address]);
    expect(await waiting).toEqual([1, -1]);
  });

  it("refuses malformed blocks here, and rejects what a predictor refuses, alone", async () => {
    const predictor = await start((_, first) => {
      if (first.includes(13)) throw new ConnectError("no thirteens", Code.InvalidArgument);
    });
    const pool = open({ addresses: [predictor.address] });
    for (const [data, count] of [
      [blocks(1), 0],
      [blocks(1), 2],
      [blocks(1), 1.5],
      [new Float32Array(0), 1],
      [blocks(Number.NaN), 1],
    ] as const) {
      await expect(pool.embed(echo, data, count)).rejects.toMatchObject({ code: "invalid-argument" });
    }
    const [before, thirteen, after] = await Promise.allSettled([
      embed(pool, 12),
      embed(pool, 13),
      embed(pool, 14),
    ]);
    expect([before, after].map((one) => one?.status)).toEqual(["fulfilled", "fulfilled"]);
    expect(thirteen).toMatchObject({ reason: { code: "invalid-argument" } });
  });

  it.each([
    ["fails on", () => Promise.reject(new Error("out of order"))],
    ["answers wrongly to", () => ({ signatures: new Uint8Array(8), size: 3, version: "1" })],
    ["answers half a number to", () => ({ signatures: new Uint8Array(3), size: 1, version: "1" })],
  ])("gives up blocks that a living predictor %s again and again, and them alone", async (_, script) => {
    const predictor = await start((__, first) => (first.includes(13) ? script() : undefined));
    const pool = open({ addresses: [predictor.address] });
    const bad = embed(pool, 13);
    const good = embed(pool, 1);
    await expect(bad).rejects.toMatchObject({ code: "failed" });
    expect(await good).toEqual([1, -1]);
    expect(predictor.requests.filter((first) => first.includes(13))).toHaveLength(3);
  });

  it("says that a model is not there when every predictor says so, and waits for one that is away", async () => {
    const first = await start();
    const second = await start();
    const nobody = { name: "nobody" };
    const pool = open({ addresses: [first.address, second.address] });
    await expect(pool.embed(nobody, blocks(1), 1)).rejects.toMatchObject({ code: "not-found" });
    await second.close();
    let settled = false;
    const waiting = pool.embed(nobody, blocks(1), 1).finally(() => {
      settled = true;
    });
    await expect.poll(() => pool.predictors.map(({ status }) => status)).toEqual(["up", "down"]);
    expect(settled).toBe(false);
    pool.setAddresses([first.address]);
    await expect(waiting).rejects.toMatchObject({ code: "not-found" });
  });

  it("refuses more than may wait", async () => {
    const pool = open({ addresses: [], queueBlocks: 3 });
    const waiting = [embed(pool, 1, 2), embed(pool, 3)];
    await expect(embed(pool, 4)).rejects.toMatchObject({ code: "queue-full" });
    expect(pool.waitingBlocks).toBe(3);
    const predictor = await start();
    pool.setAddresses([predictor.address]);
    expect(await Promise.all(waiting)).toEqual([
      [1, -1, 2, -2],
      [3, -3],
    ]);
    expect(pool.waitingBlocks).toBe(0);
  });

  it("ends a wait when its caller calls it off, and every wait when the pool is closed", async () => {
    const pool = open({ addresses: [] });
    const controller = new AbortController();
    const called = pool.embed(echo, blocks(1), 1, { signal: controller.signal });
    const left = embed(pool, 2);
    controller.abort();
    await expect(called).rejects.toMatchObject({ code: "aborted" });
    await expect(pool.embed(echo, blocks(1), 1, { signal: controller.signal })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(pool.waitingBlocks).toBe(1);
    pool.close();
    await expect(left).rejects.toMatchObject({ code: "closed" });
    await expect(embed(pool, 3)).rejects.toMatchObject({ code: "closed" });
  });

  it("ends what is on its way when the pool is closed", async () => {
    const predictor = await start(() => new Promise(() => {}));
    const pool = open({ addresses: [predictor.address] });
    const asked = embed(pool, 1);
    await expect.poll(() => predictor.requests.length).toBe(1);
    pool.close();
    await expect(asked).rejects.toMatchObject({ code: "closed" });
  });

  it("refuses to join answers of different versions", async () => {
    let version = 0;
    const predictor = await start((_, first) => ({
      signatures: new Uint8Array(first.length * SIZE * 4),
      size: SIZE,
      version: String(version++),
    }));
    const pool = open({ addresses: [predictor.address], requestBlocks: 8 });
    const first = Array.from({ length: 20 }, (_, at) => at);
    await expect(embed(pool, ...first)).rejects.toMatchObject({ code: "failed" });
  });
});

describe("describe", () => {
  it("waits for a predictor, and gives card and cohort", async () => {
    const pool = open({ addresses: [] });
    const waiting = pool.describe(echo);
    const predictor = await start();
    pool.setAddresses([predictor.address]);
    expect(await waiting).toEqual({
      name: "echo",
      version: "1",
      card: { a: 1 },
      cohort: Float32Array.of(1, 2),
    });
    await expect(pool.describe({ name: "nobody" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("ends when it is called off, and when the pool is closed", async () => {
    const pool = open({ addresses: [] });
    const controller = new AbortController();
    const called = pool.describe(echo, { signal: controller.signal });
    const left = pool.describe(echo);
    controller.abort();
    await expect(called).rejects.toMatchObject({ code: "aborted" });
    pool.close();
    await expect(left).rejects.toMatchObject({ code: "closed" });
  });
});

it("takes the less busy predictor, tells when one comes and goes, and counts what each has answered", async () => {
  const predictors = await Promise.all([start(), start()]);
  const states: string[] = [];
  const pool = open({
    addresses: predictors.map(({ address }) => address),
    onState: ({ address, status }) =>
      states.push(`${predictors.findIndex((one) => one.address === address)} ${status}`),
  });
  await expect.poll(() => states.length).toBe(2);
  await Promise.all(Array.from({ length: 64 }, (_, at) => embed(pool, at)));
  expect(pool.predictors.map(({ answeredBlocks }) => answeredBlocks)).toEqual([32, 32]);
  await predictors[1]?.close();
  await expect.poll(() => states.sort()).toEqual(["0 up", "1 down", "1 up"]);
});
