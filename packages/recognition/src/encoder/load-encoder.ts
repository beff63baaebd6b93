import { join } from "node:path";
import { GraphError, type RuntimeOptions } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import { createEmbedder, type Embedder } from "./embedder.js";
import type { EncoderCard } from "./encoder-card.js";
import { MODEL_FILE, readEncoderFiles } from "./encoder-files.js";

/** A network without its head: blocks of anybody's movements to signatures that can be compared. */
export interface Encoder extends Embedder {
  readonly card: EncoderCard;
  /** Mean signatures of people who are never compared, [n, signatureSize]: core's `createComparator` takes it. */
  readonly cohort: Float32Array;
}

/**
 * Loads an encoder from its folder: model.json, model.onnx, cohort.safetensors.
 * @throws RecognitionError `bad-model` that names the file
 */
export async function loadEncoder(folder: string, runtime: RuntimeOptions = {}): Promise<Encoder> {
  const { card, onnx, cohort } = await readEncoderFiles(folder);
  const { preprocessing, scaler, signatureSize } = card;
  try {
    const embedder = await createEmbedder({ onnx, preprocessing, scaler, signatureSize, runtime });
    return { card, cohort, ...embedder };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${join(folder, MODEL_FILE)}: ${error.message}`);
  }
}
