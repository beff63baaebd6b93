/**
 * Writes small encoders with weights drawn from a seed: enough for everything but recognising somebody.
 *
 * `node write-encoder.mjs DIR NAME VERSION [SEED]` writes one as a folder below DIR.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom, fitScaler, SIGNALS } from "@wristprint/core";
import * as neural from "@wristprint/neural";

const SIGNAL = "velocity";
const BLOCK_SIZE = 128;
// Odd sizes: with these a row alone is rounded otherwise than a row in company.
const SIGNATURE_SIZE = 61;

/**
 * @param {string} models
 * @param {{ name: string, version: string, seed?: string }} encoder
 * @returns {string} its folder
 */
export function writeEncoder(models, { name, version, seed = version }) {
  const folder = join(models, `${name}-${version}`);
  mkdirSync(folder, { recursive: true });
  const random = createRandom(seed);
  const channels = SIGNALS[SIGNAL];
  /** @type {import("@wristprint/neural").Network} */
  const network = {
    name,
    input: { length: BLOCK_SIZE, channels: channels.length },
    layers: [
      neural.conv1d({ filters: 33, kernel: 5, stride: 2 }),
      neural.relu(),
      neural.conv1d({ filters: 47, kernel: 3 }),
      neural.relu(),
      neural.globalAveragePool(),
      neural.dense(SIGNATURE_SIZE),
      neural.features(),
      neural.dense(3),
    ],
    output: "softmax",
  };
  const data = Float32Array.from({ length: 8 * BLOCK_SIZE * channels.length }, () => 400 * random.normal());
  const blocks = { count: 8, size: BLOCK_SIZE, channels, data, session: new Int32Array(8) };
  const cohort = Float32Array.from({ length: 5 * SIGNATURE_SIZE }, () => random.normal());
  const card = {
    format: "wristprint-model/1",
    task: "encoder",
    name,
    version,
    preprocessing: {
      signal: SIGNAL,
      blockSize: BLOCK_SIZE,
      stride: BLOCK_SIZE,
      thinning: null,
      limitPx: 10_000,
    },
    scaler: fitScaler(blocks, { kind: "standard", scope: "data" }),
    signatureSize: SIGNATURE_SIZE,
    comparison: {
      signatureSize: SIGNATURE_SIZE,
      nearest: 2,
      smallestReference: 1,
      calibration: { referenceBlocks: [1], probeBlocks: [1], slopes: [[1]], offsets: [[0]] },
      thresholds: { looks: 8, accept: [{ fmr: 0.01, threshold: 2 }], reject: { fnmr: 0.05, threshold: -2 } },
    },
  };
  writeFileSync(join(folder, "model.json"), JSON.stringify(card));
  writeFileSync(
    join(folder, "model.onnx"),
    neural.exportModel(network, neural.createWeights(network, random)),
  );
  const tensors = new Map([["cohort", { shape: [5, SIGNATURE_SIZE], data: cohort }]]);
  writeFileSync(join(folder, "cohort.safetensors"), neural.encodeTensorFile({ tensors, state: null }));
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [models = ".", name = "small", version = "1", seed = version] = process.argv.slice(2);
  console.log(writeEncoder(models, { name, version, seed }));
}
