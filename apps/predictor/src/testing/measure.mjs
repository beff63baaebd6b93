/**
 * What asking a predictor costs. From the root, after a build:
 *
 * `node apps/predictor/src/testing/measure.mjs [MODELS [SECONDS [REQUEST_BLOCKS]]]`
 *
 * Without MODELS an encoder with drawn weights is written. Prints one JSON document. inProcess: the encoder here, a
 * block at a time, and 8. overRpc: as many blocks as one predictor answers with 64 sessions waiting for each answer, up
 * to REQUEST_BLOCKS in a request, and this process's share of the work. at500: blocks handed in at 500 a second, one at
 * a time, as live sessions do; the time from a block to its signature.
 */
import { createRandom, SIGNALS } from "@wristprint/core";
import { createPredictorPool, superviseLocalPredictor } from "@wristprint/prediction";
import { loadEncoder } from "@wristprint/recognition";
import { findEncoderFolders } from "../../dist/models/model-shelf.js";
import { PROGRAM, temporaryFolder } from "./predictor-program.mjs";
import { writeEncoder } from "./write-encoder.mjs";

const [given, seconds = "5", requestBlocks = "64"] = process.argv.slice(2);
const durationMs = 1000 * Number(seconds);
const folder = temporaryFolder();
if (given === undefined) writeEncoder(folder.path, { name: "drawn", version: "1" });
const models = given ?? folder.path;
const [path] = await findEncoderFolders(models);
if (path === undefined) throw new Error(`no encoder in ${models}`);
const encoder = await loadEncoder(path, { threads: 1 });
const { name, version, preprocessing } = encoder.card;
const size = preprocessing.blockSize * SIGNALS[preprocessing.signal].length;
const random = createRandom("measure");
/** @param {number} count */
const draw = (count) => Float32Array.from({ length: count * size }, () => 100 * random.normal());
const one = draw(1);
const eight = draw(8);

/**
 * @param {() => Promise<unknown>} work
 * @param {number} blocks in one go
 */
async function blocksPerSecond(work, blocks) {
  for (let warm = 0; warm < 50; warm++) await work();
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < durationMs) {
    await work();
    done += blocks;
  }
  return Math.round((1000 * done) / (performance.now() - start));
}

/** @param {number[]} timesMs */
function quantiles(timesMs) {
  const sorted = timesMs.sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => Number(sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(2));
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), blocks: sorted.length };
}

async function overRpc() {
  const pool = createPredictorPool({ addresses: [], requestBlocks: Number(requestBlocks) });
  const local = superviseLocalPredictor({
    modulePath: PROGRAM,
    models,
    onAddress: (address) => pool.setAddresses(address === null ? [] : [address]),
    onLine: () => {},
  });
  await local.started;
  const ask = () => pool.embed({ name, version }, one, 1);
  for (let warm = 0; warm < 200; warm++) await ask();
  const start = performance.now();
  let answered = 0;
  const session = async () => {
    while (performance.now() - start < durationMs) {
      await ask();
      answered++;
    }
  };
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: 64 }, session));
  const { user, system } = process.cpuUsage(cpu);
  const clientUs = Math.round((user + system) / answered);
  const throughput = Math.round((1000 * answered) / (performance.now() - start));

  /** @type {number[]} */
  const timesMs = [];
  const waiting = [];
  const begin = performance.now();
  for (let block = 0; block * 2 < durationMs; block++) {
    const dueMs = begin + 2 * block;
    if (dueMs > performance.now())
      await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
    // From when it was due: a late timer counts as waiting.
    waiting.push(ask().then(() => timesMs.push(performance.now() - dueMs)));
  }
  await Promise.all(waiting);
  pool.close();
  await local.stop();
  return { throughput, clientUs, at500: quantiles(timesMs) };
}

const inProcess = {
  one: await blocksPerSecond(() => encoder.embed(one), 1),
  eight: await blocksPerSecond(() => encoder.embed(eight), 8),
};
const { throughput, clientUs, at500 } = await overRpc();
console.log(
  JSON.stringify({
    encoder: `${name} ${version}`,
    blocksPerSecond: { inProcess, overRpc: throughput },
    clientMicrosecondsPerBlock: clientUs,
    at500,
  }),
);
await encoder.release();
folder.remove();
process.exit(0);
