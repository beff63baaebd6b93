/** Predictors die; blocks do not get lost. Over real processes, which need the build. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createPredictorPool, superviseLocalPredictor } from "@wristprint/prediction";
import { type Encoder, loadEncoder } from "@wristprint/recognition";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import {
  drawBlocks,
  PROGRAM,
  type PredictorProcess,
  startPredictor,
  temporaryFolder,
} from "./testing/predictor-process.js";
import { writeEncoder } from "./testing/write-encoder.mjs";

const folder = temporaryFolder();
const model = { name: "small", version: "1" };
let encoder: Encoder;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  encoder = await loadEncoder(writeEncoder(folder.path, model), { threads: 1 });
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});
afterAll(() => folder.remove());

function supervise() {
  const pool = createPredictorPool({ addresses: [] });
  const addresses: (string | null)[] = [];
  const deaths: (NodeJS.Signals | null)[] = [];
  const local = superviseLocalPredictor({
    modulePath: PROGRAM,
    models: folder.path,
    onAddress(address) {
      addresses.push(address);
      pool.setAddresses(address === null ? [] : [address]);
    },
    onDeath: ({ signal }) => deaths.push(signal),
    onLine: () => {},
    backoff: { firstMs: 10, longestMs: 50 },
  });
  endings.push(
    () => pool.close(),
    () => local.stop(),
  );
  return { pool, local, addresses, deaths };
}

/** Hands in one block after another, some at a time, and gives them back with their answers. */
async function load(
  embed: (blocks: Float32Array) => Promise<Float32Array>,
  count: number,
  during: (answered: number) => void,
) {
  let answered = 0;
  let handedIn = 0;
  const answers: Float32Array[] = [];
  const session = async () => {
    while (handedIn < count) {
      const at = handedIn++;
      answers[at] = await embed(drawBlocks(at, 1));
      during(++answered);
    }
  };
  await Promise.all(Array.from({ length: 16 }, session));
  return answers;
}

async function expectOwnAnswers(answers: readonly Float32Array[]) {
  for (const [at, answer] of answers.entries()) {
    expect(answer).toEqual(await encoder.embed(drawBlocks(at, 1)));
  }
}

it("answers every block though its predictor is killed again and again amid load", async () => {
  const { pool, local, addresses, deaths } = supervise();
  await local.started;
  const answers = await load(
    (blocks) => pool.embed(model, blocks, 1),
    400,
    (answered) => {
      if (answered % 120 === 60 && local.pid !== null) process.kill(local.pid, "SIGKILL");
    },
  );
  expect(answers).toHaveLength(400);
  await expectOwnAnswers(answers);
  expect(deaths).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
  expect(addresses.filter((address) => address === null)).toHaveLength(3);
});

it("shares load between two predictors, and goes on with one when the other is killed", async () => {
  const two = await Promise.all([1, 2].map(() => startPredictor(["--models", folder.path])));
  endings.push(
    ...two.map(
      ({ child }) =>
        () =>
          child.kill("SIGKILL"),
    ),
  );
  const [first, second] = two as [PredictorProcess, PredictorProcess];
  const went: string[] = [];
  const pool = createPredictorPool({
    addresses: [first.address, second.address],
    // Neither is taken for dead because the machine is busy.
    healthTimeoutMs: 100_000,
    requestTimeoutMs: 100_000,
    onState({ address, status }) {
      if (status === "down") went.push(address);
    },
  });
  endings.push(() => pool.close());
  await expect.poll(() => pool.predictors.map(({ status }) => status)).toEqual(["up", "up"]);
  let shares: number[] = [];
  const answers = await load(
    (blocks) => pool.embed(model, blocks, 1),
    300,
    (answered) => {
      if (answered !== 150) return;
      shares = pool.predictors.map(({ answeredBlocks }) => answeredBlocks);
      first.child.kill("SIGKILL");
    },
  );
  await expectOwnAnswers(answers);
  expect(Math.min(...shares)).toBeGreaterThan(0);
  expect(went).toEqual([first.address]);
  expect(pool.predictors.map(({ status }) => status)).toEqual(["down", "up"]);
});

it("brings a predictor back that returns at its address", async () => {
  const first = await startPredictor(["--models", folder.path]);
  const pool = createPredictorPool({ addresses: [first.address] });
  endings.push(() => pool.close());
  await pool.embed(model, drawBlocks(0, 1), 1);
  first.child.kill("SIGKILL");
  await first.ended;
  const waiting = pool.embed(model, drawBlocks(1, 1), 1);
  const port = new URL(first.address).port;
  const second = await startPredictor(["--models", folder.path, "--port", port]);
  endings.push(() => second.child.kill("SIGKILL"));
  expect(await waiting).toEqual(await encoder.embed(drawBlocks(1, 1)));
});

it("ends its predictor when it stops, and starts no other", async () => {
  const { local, deaths } = supervise();
  await local.started;
  const pid = local.pid as number;
  await local.stop();
  expect(() => process.kill(pid, 0)).toThrow();
  expect([local.pid, local.address, deaths.length]).toEqual([null, null, 0]);
});

it("says why a predictor does not start", async () => {
  const local = superviseLocalPredictor({
    modulePath: PROGRAM,
    models: `${folder.path}/nowhere`,
    onAddress: () => {},
    onLine: () => {},
  });
  endings.push(() => local.stop());
  await expect(local.started).rejects.toThrow(/cannot read the folder of models/);
});

it("a predictor ends with the process that supervises it, even one that is killed", async () => {
  const supervisor = fileURLToPath(new URL("./testing/supervise.mjs", import.meta.url));
  const parent = spawn(process.execPath, [supervisor, PROGRAM, folder.path], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  endings.push(() => parent.kill("SIGKILL"));
  const pid = Number(
    await new Promise<string>((resolve) => parent.stdout.setEncoding("utf8").once("data", resolve)),
  );
  process.kill(pid, 0);
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
