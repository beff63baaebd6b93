/** Blocks to signatures. */
import { applyScaler, type Blocks, type Scaler, SIGNALS, type StreamPreprocessing } from "@wristprint/core";
import { loadModel, type RuntimeOptions } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";

export interface EmbedderOptions {
  /** An ONNX file whose features are the signatures before they are brought to length 1. */
  readonly onnx: Uint8Array;
  readonly preprocessing: StreamPreprocessing;
  readonly scaler: Scaler;
  readonly signatureSize: number;
  readonly runtime?: RuntimeOptions;
}

export interface Embedder {
  /**
   * The signatures of blocks.
   * @param blocks [n, blockSize, channels], as core cuts them, unscaled; n may be 0
   * @param alter changes blocks when they are scaled, as the network is fed them; it may give another number of blocks
   * @returns [n, signatureSize], each of length 1
   * @throws RecognitionError `bad-input` for numbers that fill no whole blocks or are not finite
   */
  embed(blocks: Float32Array, alter?: (scaled: Blocks) => Blocks): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws RecognitionError `bad-model` where the model does not fit; GraphError where it is none */
export async function createEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { onnx, preprocessing, scaler, signatureSize: size, runtime } = options;
  const { signal, blockSize } = preprocessing;
  const channels = SIGNALS[signal];
  const length = blockSize * channels.length;
  const model = await loadModel(onnx, { length: blockSize, channels: channels.length }, runtime);

  async function embed(
    blocks: Float32Array,
    alter: (scaled: Blocks) => Blocks = (scaled) => scaled,
  ): Promise<Float32Array> {
    if (blocks.length % length !== 0 || !blocks.every(Number.isFinite)) {
      throw new RecognitionError(
        "bad-input",
        `blocks of ${blockSize} × ${channels.length} finite numbers expected, got ${blocks.length} numbers`,
      );
    }
    const count = blocks.length / length;
    if (count === 0) return new Float32Array(0);
    const input = { count, size: blockSize, channels, data: blocks, session: new Int32Array(count) };
    const { features, featureSize } = await model.predict(alter(applyScaler(input, scaler)).data);
    if (featureSize !== size) {
      throw new RecognitionError(
        "bad-model",
        `signatures of ${size} numbers expected, the model makes ${featureSize}`,
      );
    }
    return toLengthOne(features, size);
  }
  return { embed, release: () => model.release() };
}

/** Each row of [n, size] divided by its length; a row without one stays as it is. */
function toLengthOne(rows: Float32Array, size: number): Float32Array {
  const units = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += size) {
    let squares = 0;
    for (let i = from; i < from + size; i++) squares += (rows[i] as number) ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let i = from; i < from + size; i++) units[i] = (rows[i] as number) / length;
  }
  return units;
}
