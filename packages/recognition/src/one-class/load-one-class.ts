/** One-class models from a run's folder, to score new blocks with. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { applyScaler, CHANNELS, type Channel, type Scaler } from "@wristprint/core";
import { z } from "zod";
import { scalerSchema } from "../encoder/encoder-card.js";
import { readModelAndCard } from "../model-file/model-and-card.js";
import { RecognitionError } from "../recognition-error.js";
import { blockRows } from "./block-rows.js";
import { createFeatureMaker, type FeatureInput, featureInput } from "./feature-network.js";
import { decodeOneClass } from "./one-class-file.js";
import { createOneClassScorer, type OneClassModel } from "./one-class-model.js";
import type { Rows } from "./rows.js";

/** The network that makes features, in a run's folder. */
export const FEATURE_NETWORK_FILE = "features.onnx";

const card = z.looseObject({
  format: z.literal("wristprint-model/1"),
  task: z.literal("authentication"),
  /** Everyone else, and the owner. */
  classes: z.tuple([z.string(), z.string()]),
  input: z.object({
    length: z.int().min(1),
    channels: z.array(z.enum(Object.keys(CHANNELS) as [Channel, ...Channel[]])).min(1),
    rows: z.union([z.enum(["x", "y", "both"]), z.object({ features: featureInput })]),
    /** Numbers in a row. */
    size: z.int().min(1),
  }),
  scaler: scalerSchema,
});

export type OneClassCard = z.output<typeof card>;

export interface OneClassRecogniser {
  readonly card: OneClassCard;
  /** Whose model it is. */
  readonly owner: string;
  /**
   * How much blocks are like the owner's: 0 … 1, 0.5 and more accepted.
   * @param blocks [n, length, channels] as `blocksOf(traces, card.preprocessing)` cuts them, not scaled; n may be 0
   * @throws RecognitionError `bad-input` for numbers that fill no whole blocks or are not finite
   */
  score(blocks: Float32Array): Promise<Float64Array>;
  release(): Promise<void>;
}

/**
 * Loads a model by the card that a run wrote beside it.
 * @throws RecognitionError `bad-model` that names the file
 */
export async function loadOneClass(cardPath: string): Promise<OneClassRecogniser> {
  const { card: own, model } = readOneClass(cardPath);
  const { length, channels, rows, size } = own.input;
  const scorer = createOneClassScorer(model);
  const maker = typeof rows === "object" ? await featureMaker(cardPath, rows.features) : undefined;
  const blockSize = length * channels.length;

  async function rowsOf(data: Float32Array): Promise<Rows> {
    const count = data.length / blockSize;
    const blocks = { count, size: length, channels, data, session: new Int32Array(count) };
    const scaled = applyScaler(blocks, own.scaler as Scaler).data;
    if (typeof rows === "string") return blockRows(scaled, length, channels, rows);
    return { count, size, data: count > 0 && maker ? (await maker.features(scaled)).data : scaled };
  }
  return {
    card: own,
    owner: own.classes[1],
    async score(blocks) {
      if (blocks.length % blockSize !== 0 || !blocks.every(Number.isFinite)) {
        const shape = `${length} × ${channels.length}`;
        throw new RecognitionError(
          "bad-input",
          `blocks of ${shape} finite numbers expected, got ${blocks.length} numbers`,
        );
      }
      return scorer(await rowsOf(blocks));
    },
    release: async () => maker?.release(),
  };
}

export interface OneClassFile {
  /** The model's own path, as it was reached. */
  readonly path: string;
  readonly card: OneClassCard;
  readonly model: OneClassModel;
  /** Of the model's bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads a model with its card.
 * @param path either of the two files, or the folder where they are `model.safetensors` and `model.json`
 * @throws RecognitionError `bad-model` that names the file
 */
export function readOneClass(path: string): OneClassFile {
  const { card: own, model: bytes, sha256, path: file } = readModelAndCard(path, card, ".safetensors");
  const model = decodeOneClass(bytes, file);
  const { size } = own.input;
  if (model.size !== size) {
    throw new RecognitionError("bad-model", `${file}: rows of ${size} numbers expected, got ${model.size}`);
  }
  return { path: file, card: own, model, sha256 };
}

/** A run of one model has the network beside its card, a run of several has it a folder up. */
async function featureMaker(cardPath: string, input: FeatureInput) {
  const places = [dirname(cardPath), join(dirname(cardPath), "..")].map((folder) =>
    join(folder, FEATURE_NETWORK_FILE),
  );
  const path = places.find((place) => existsSync(place)) ?? places[0];
  const onnx = await read(path);
  if (createHash("sha256").update(onnx).digest("hex") !== input.sha256) {
    throw new RecognitionError("bad-model", `${path}: not the network that ${cardPath} was made with`);
  }
  return createFeatureMaker(onnx, input, path);
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new RecognitionError("bad-model", `${path}: a model's file expected: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] as string;
}
