/** The promises of the contract, held over real processes. They need the build: `npx tsc -b apps/predictor`. */

import { Code, ConnectError } from "@connectrpc/connect";
import { createPredictorClient, createPredictorPool, type PredictorPool } from "@wristprint/prediction";
import { type Encoder, loadEncoder } from "@wristprint/recognition";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  BLOCK,
  drawBlocks,
  type PredictorProcess,
  startPredictor,
  temporaryFolder,
} from "./testing/predictor-process.js";
import { writeEncoder } from "./testing/write-encoder.mjs";

const folder = temporaryFolder();
let small: Encoder;
let other: Encoder;
const processes: PredictorProcess[] = [];
const pools: PredictorPool[] = [];

async function start(...words: string[]): Promise<PredictorProcess> {
  const started = await startPredictor(["--models", folder.path, ...words]);
  processes.push(started);
  return started;
}

function open(options: Parameters<typeof createPredictorPool>[0]): PredictorPool {
  const pool = createPredictorPool(options);
  pools.push(pool);
  return pool;
}

beforeAll(async () => {
  const runtime = { threads: 1 };
  small = await loadEncoder(writeEncoder(folder.path, { name: "small", version: "1.9.0" }), runtime);
  await loadEncoder(writeEncoder(folder.path, { name: "small", version: "1.10.0-beta" }), runtime);
  other = await loadEncoder(writeEncoder(folder.path, { name: "other", version: "1" }), runtime);
});
afterEach(async () => {
  for (const pool of pools.splice(0)) pool.close();
  for (const { child, ended } of processes.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});
afterAll(() => folder.remove());

const model = { name: "small", version: "1.9.0" };

describe("a predictor", () => {
  it("joins requests that wait into runs, and answers each with its own, bit for bit as the encoder alone", async () => {
    const { address } = await start();
    const pools = [open({ addresses: [address] }), open({ addresses: [address], requestBlocks: 3 })];
    const asked = Array.from({ length: 120 }, (_, at) => ({
      encoder: at % 3 === 0 ? other : small,
      blocks: drawBlocks(at, 1 + (at % 5)),
    }));
    const answers = await Promise.all(
      asked.map(({ encoder, blocks }, at) =>
        (pools[at % 2] as PredictorPool).embed(encoder.card, blocks, blocks.length / BLOCK),
      ),
    );
    for (const [at, { encoder, blocks }] of asked.entries()) {
      expect(answers[at]).toEqual(await encoder.embed(blocks));
    }
    const client = createPredictorClient(address);
    const health = await client.rpc.health({});
    client.close();
    const blocks = asked.reduce((sum, one) => sum + one.blocks.length / BLOCK, 0);
    expect(health).toMatchObject({ serving: true, queuedBlocks: 0, blocks: BigInt(blocks) });
    // How many waited together is the machine's affair (the batcher's own test counts runs); some always do.
    expect(Number(health.runs)).toBeLessThan(asked.length);
  });

  it("describes its models: the newest by default, a named version, its cohort", async () => {
    const { address } = await start();
    const pool = open({ addresses: [address] });
    expect((await pool.describe({ name: "small" })).version).toBe("1.10.0-beta");
    const described = await pool.describe(model);
    expect(described).toEqual({ ...model, card: small.card, cohort: small.cohort });
    await expect(pool.describe({ name: "smal" })).rejects.toMatchObject({ code: "not-found" });
    await expect(pool.embed({ name: "small", version: "3" }, drawBlocks(1, 1), 1)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("refuses malformed requests with InvalidArgument, and lives", async () => {
    const { address } = await start();
    const { rpc, close } = createPredictorClient(address);
    const bytes = (count: number) => new Uint8Array(count * BLOCK * 4);
    const nan = new Uint8Array(new Float32Array(BLOCK).fill(Number.NaN).buffer);
    const wrong = [
      { ...blank, count: 1, blocks: bytes(2) },
      { ...blank, count: 2, blocks: bytes(1) },
      { ...blank, count: 0, blocks: bytes(0) },
      { ...blank, count: 257, blocks: bytes(257) },
      { ...blank, count: 4_294_967_295, blocks: bytes(1) },
      { ...blank, count: 1, blocks: bytes(1).subarray(1) },
      { ...blank, count: 1, blocks: nan },
    ];
    for (const request of wrong) await expect(codeOf(rpc.embed(request))).resolves.toBe(Code.InvalidArgument);
    const large = rpc.embed({ ...blank, count: 1, blocks: new Uint8Array(5 * 1024 * 1024) });
    expect([Code.ResourceExhausted, Code.Aborted]).toContain(await codeOf(large));
    // The connection that the large one came over is closed; a request that is just then on it fails, and is repeated.
    await codeOf(rpc.health({}));
    expect((await rpc.embed({ ...blank, count: 1, blocks: bytes(1) })).size).toBe(61);
    close();
  });

  it("says that it is full beyond its queue, and the pool's blocks wait until there is room", async () => {
    const { address } = await start("--queue", "8", "--batch", "4");
    const { rpc, close } = createPredictorClient(address);
    const six = new Uint8Array(6 * BLOCK * 4);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(rpc.embed({ ...blank, count: 6, blocks: six }))),
    );
    expect(new Set(codes)).toEqual(new Set([null, Code.ResourceExhausted]));
    close();
    const crowd = Array.from({ length: 6 }, () => open({ addresses: [address], requestBlocks: 8 }));
    const blocks = drawBlocks("full", 8);
    const answers = await Promise.all(crowd.map((pool) => pool.embed(model, blocks, 8)));
    const expected = await small.embed(blocks);
    for (const answer of answers) expect(answer).toEqual(expected);
  });

  it("finishes what it has when asked to end, and then is gone", async () => {
    const { address, child, ended } = await start();
    const { rpc, close } = createPredictorClient(address);
    const blocks = new Uint8Array(256 * BLOCK * 4);
    await rpc.health({});
    const asked = Array.from({ length: 12 }, () => codeOf(rpc.embed({ ...blank, count: 256, blocks })));
    // Ended as soon as some of it waits there.
    while ((await rpc.health({})).queuedBlocks === 0);
    child.kill("SIGTERM");
    const codes = await Promise.all(asked);
    expect(codes).toContain(null);
    expect(codes.every((code) => code === null || code === Code.Unavailable || code === Code.Aborted)).toBe(
      true,
    );
    expect(await ended).toEqual({ code: 0, signal: null });
    close();
  });
});

describe("beyond loopback", () => {
  const token = "a secret of some length";

  it("is refused without a secret, and a short one too", async () => {
    const words = ["--models", folder.path, "--host", "0.0.0.0"];
    await expect(startPredictor(words)).rejects.toThrow(/WRISTPRINT_PREDICTOR_TOKEN/);
    await expect(startPredictor(words, { WRISTPRINT_PREDICTOR_TOKEN: "short" })).rejects.toThrow(
      /16 characters/,
    );
  });

  it("lets in only who knows the secret", async () => {
    const started = await startPredictor(["--models", folder.path], { WRISTPRINT_PREDICTOR_TOKEN: token });
    processes.push(started);
    const clients = [undefined, "a secret of some lengtH", token].map((one) =>
      createPredictorClient(started.address, one),
    );
    const codes = await Promise.all(clients.map(({ rpc }) => codeOf(rpc.health({}))));
    expect(codes).toEqual([Code.Unauthenticated, Code.Unauthenticated, null]);
    for (const { close } of clients) close();
    const pool = open({ addresses: [started.address], token });
    expect(await pool.embed(model, drawBlocks(1, 1), 1)).toHaveLength(61);
    expect(started.stderr()).not.toContain(token);
  });
});

const blank = { ...model, model: model.name };

/** The code that a call fails with; null where it succeeds. */
async function codeOf(call: Promise<unknown>): Promise<Code | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return ConnectError.from(error).code;
  }
}
