/** The network whose features a one-class model learns from: an encoder, or a model that a run wrote. */
import { applyScaler, LIMIT_PX, type Scaler, SIGNALS, type Signal } from "@wristprint/core";
import { GraphError, loadModel, type RuntimeOptions } from "@wristprint/neural";
import { z } from "zod";
import { createEmbedder } from "../encoder/embedder.js";
import { scalerSchema } from "../encoder/encoder-card.js";
import { readModelAndCard } from "../model-file/model-and-card.js";
import { RecognitionError } from "../recognition-error.js";

const thinning = z.object({ intervalMs: z.number(), toleranceMs: z.number() });

/** How a network is fed, as the card of a model that uses it says. */
export const featureInput = z.object({
  name: z.string(),
  /** Of the network's file, in hexadecimal. */
  sha256: z.string(),
  signal: z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]),
  blockSize: z.int().min(1),
  thinning: thinning.nullable(),
  scaler: scalerSchema,
  /** Numbers in a signature, which is brought to length 1; `null` where features are taken as they are. */
  signatureSize: z.int().min(1).nullable(),
});

export type FeatureInput = z.output<typeof featureInput>;

export interface FeatureNetwork {
  readonly input: FeatureInput;
  readonly onnx: Uint8Array;
  /** Which events its blocks leave out, as a definition's `preprocessing.cleanUp`. */
  readonly cleanUp: object | undefined;
  /** Whom it learnt from; `null` where its card does not name them all. */
  readonly learntFrom: { readonly format?: string | undefined; readonly subjects: readonly string[] | null };
}

const card = z.looseObject({
  format: z.literal("wristprint-model/1"),
  task: z.enum(["encoder", "identification", "authentication"]),
  name: z.string(),
  preprocessing: z.looseObject({
    signal: featureInput.shape.signal,
    blockSize: featureInput.shape.blockSize,
    thinning: thinning.nullish(),
    limitPx: z.number().optional(),
    cleanUp: z.looseObject({}).optional(),
  }),
  scaler: scalerSchema,
  signatureSize: z.int().min(1).optional(),
  classes: z.array(z.string()).optional(),
  data: z.looseObject({ format: z.string().optional(), development: z.array(z.string()) }).optional(),
  training: z.looseObject({ data: z.string().optional() }).optional(),
});

/**
 * Reads a network by its folder (`model.onnx` and `model.json`), or by either file.
 * @throws RecognitionError `bad-model` that names the file
 */
export function readFeatureNetwork(path: string): FeatureNetwork {
  const { card: own, model: onnx, sha256 } = readModelAndCard(path, card);
  const { signal, blockSize, thinning } = own.preprocessing;
  const encoder = own.task === "encoder";
  return {
    input: {
      name: own.name,
      sha256,
      signal,
      blockSize,
      thinning: thinning ?? null,
      scaler: own.scaler,
      signatureSize: encoder ? (own.signatureSize ?? null) : null,
    },
    onnx,
    cleanUp: encoder ? cleanUpOf(own.preprocessing.limitPx) : own.preprocessing.cleanUp,
    learntFrom: learntFrom(own),
  };
}

/** Encoders leave out what all do, but for the limit, which is their own. */
function cleanUpOf(limitPx: number = LIMIT_PX): FeatureNetwork["cleanUp"] {
  return limitPx === LIMIT_PX ? undefined : { limitPx, scroll: "drop" };
}

/** An authentication model learnt from its owner and from others, whom its card does not name. */
function learntFrom({ task, data, training, classes }: z.output<typeof card>): FeatureNetwork["learntFrom"] {
  if (task === "encoder") return { format: data?.format, subjects: data?.development ?? null };
  return { format: training?.data, subjects: task === "identification" ? (classes ?? null) : null };
}

export interface FeatureMaker {
  /** @param blocks [n, blockSize, channels], not scaled; [n, size] come back. */
  features(blocks: Float32Array): Promise<{ readonly data: Float32Array; readonly size: number }>;
  release(): Promise<void>;
}

/** @throws RecognitionError `bad-model` where the network cannot be loaded */
export async function createFeatureMaker(
  onnx: Uint8Array,
  input: FeatureInput,
  origin: string,
  runtime: RuntimeOptions = {},
): Promise<FeatureMaker> {
  try {
    return input.signatureSize === null
      ? await plainFeatures(onnx, input, runtime)
      : await signatures(onnx, input, input.signatureSize, runtime);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${origin}: ${error.message}`);
  }
}

async function plainFeatures(
  onnx: Uint8Array,
  input: FeatureInput,
  runtime: RuntimeOptions,
): Promise<FeatureMaker> {
  const { blockSize, scaler } = input;
  const channels = SIGNALS[input.signal];
  const model = await loadModel(onnx, { length: blockSize, channels: channels.length }, runtime);
  return {
    async features(data) {
      const count = data.length / (blockSize * channels.length);
      const blocks = { count, size: blockSize, channels, data, session: new Int32Array(count) };
      const { features, featureSize } = await model.predict(applyScaler(blocks, scaler as Scaler).data);
      return { data: features, size: featureSize };
    },
    release: () => model.release(),
  };
}

async function signatures(
  onnx: Uint8Array,
  input: FeatureInput,
  size: number,
  runtime: RuntimeOptions,
): Promise<FeatureMaker> {
  const { signal, blockSize, scaler } = input;
  const preprocessing = { signal, blockSize, stride: blockSize, thinning: input.thinning, limitPx: LIMIT_PX };
  const embedder = await createEmbedder({
    onnx,
    preprocessing,
    scaler: scaler as Scaler,
    signatureSize: size,
    runtime,
  });
  return {
    features: async (blocks) => ({ data: await embedder.embed(blocks), size }),
    release: () => embedder.release(),
  };
}
