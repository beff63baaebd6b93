/** An encoder's folder: `model.json` (its card), `model.onnx` and `cohort.safetensors`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { applyScaler, type Channel, type Scaler, SIGNALS, type Signal } from "@wristprint/core";
import { decodeTensorFile, loadModel, type RuntimeOptions } from "@wristprint/neural";
import { PredictorError } from "../predictor-error.js";
import type { ServedEncoder } from "./served-encoder.js";

interface Card {
  readonly format: string;
  readonly task: string;
  readonly name: string;
  readonly version: string;
  readonly preprocessing: { readonly blockSize: number; readonly signal: Signal };
  readonly scaler: Scaler;
  readonly signatureSize: number;
}

/** @throws PredictorError `models` where the folder holds no encoder that can be served */
export async function loadEncoder(folder: string, runtime: RuntimeOptions): Promise<ServedEncoder> {
  try {
    const card = JSON.parse(await readFile(join(folder, "model.json"), "utf8")) as Card;
    const { blockSize, signal } = card.preprocessing;
    const channels: readonly Channel[] = SIGNALS[signal];
    const cohortFile = decodeTensorFile(await readFile(join(folder, "cohort.safetensors")));
    const cohort = cohortFile.tensors.get("cohort")?.data;
    if (cohort === undefined) throw new PredictorError("models", "cohort.safetensors has no tensor `cohort`");
    const input = { length: blockSize, channels: channels.length };
    const model = await loadModel(await readFile(join(folder, "model.onnx")), input, runtime);
    return {
      card,
      cohort,
      async embed(blocks) {
        const count = blocks.length / (blockSize * channels.length);
        // A row alone goes through another kernel of the runtime, which rounds otherwise (by up to 2e-7): two rows
        // give what any number of rows gives.
        const rows = count === 1 ? twice(blocks) : blocks;
        const session = new Int32Array(Math.max(2, count));
        const scaled = applyScaler(
          { data: rows, count: session.length, size: blockSize, channels, session },
          card.scaler,
        );
        const { features } = await model.predict(scaled.data);
        return toUnitLength(features.slice(0, count * card.signatureSize), card.signatureSize);
      },
      release: () => model.release(),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PredictorError("models", `${folder} holds no encoder that can be served: ${reason}`);
  }
}

function twice(row: Float32Array): Float32Array {
  const rows = new Float32Array(2 * row.length);
  rows.set(row);
  rows.set(row, row.length);
  return rows;
}

function toUnitLength(signatures: Float32Array, size: number): Float32Array {
  for (let start = 0; start < signatures.length; start += size) {
    const signature = signatures.subarray(start, start + size);
    const length = Math.sqrt(signature.reduce((sum, value) => sum + value * value, 0));
    signature.forEach((value, at) => {
      signature[at] = length > 0 ? value / length : 0;
    });
  }
  return signatures;
}
