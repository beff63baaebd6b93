/** A trained network's files: the model and the card beside it, from a run, an encoder, or a folder of either. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  buildNetwork,
  GraphError,
  type ModelContents,
  type Network,
  readModel,
  requireWeights,
  type Weights,
} from "@wristprint/neural";
import { z } from "zod";
import { createNetwork } from "../architectures/registry.js";
import { RecognitionError } from "../recognition-error.js";

const layer = z.looseObject({ kind: z.string() });

/** What every card of a network tells; encoders' cards name the architecture alone. */
const card = z.looseObject({
  format: z.literal("wristprint-model/1"),
  task: z.string(),
  name: z.string(),
  architecture: z.string().optional(),
  network: z
    .object({
      name: z.string(),
      input: z.object({ length: z.int().min(1), channels: z.int().min(1) }),
      layers: z.array(layer).min(1),
      output: z.enum(["sigmoid", "softmax"]),
    })
    .optional(),
  preprocessing: z.looseObject({}),
  /** Of the output columns; an encoder has signatures instead. */
  classes: z.array(z.string()).optional(),
});

export type ModelFileCard = z.output<typeof card>;

export interface ModelFile {
  /** The model's own path, as it was reached. */
  readonly path: string;
  readonly card: ModelFileCard;
  readonly network: Network;
  readonly weights: Weights;
  /** Of the model's bytes, in hexadecimal. */
  readonly sha256: string;
}

const MODEL = ".onnx";
const CARD = ".json";

/**
 * Reads a model with its card.
 * @param path either of the two files, or the folder where they are `model.onnx` and `model.json`
 * @throws RecognitionError `bad-model` that names the file
 */
export function readModelFile(path: string): ModelFile {
  const stem = stemOf(path);
  const [modelPath, cardPath] = [`${stem}${MODEL}`, `${stem}${CARD}`];
  const own = readCard(cardPath);
  const bytes = readBytes(modelPath);
  try {
    const contents = readModel(bytes);
    const network = networkOf(own, contents, cardPath);
    requireWeights(contents.weights, buildNetwork(network, 1, false).parameters);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { path: modelPath, card: own, network, weights: contents.weights, sha256 };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${modelPath}: ${error.message}`);
  }
}

/** The path of both files without their endings. */
function stemOf(path: string): string {
  if (existsSync(path) && statSync(path).isDirectory()) return join(path, "model");
  const ending = [MODEL, CARD].find((one) => path.endsWith(one));
  if (ending !== undefined) return path.slice(0, -ending.length);
  throw new RecognitionError("bad-model", `${path}: a model's folder, .onnx or .json file expected`);
}

/** An encoder's card says what the network is called, and the file how many people it learnt from. */
function networkOf(own: ModelFileCard, contents: ModelContents, cardPath: string): Network {
  // Layers are checked by their kinds when the network is built.
  if (own.network) return own.network as Network;
  if (own.architecture === undefined) {
    throw new RecognitionError("bad-model", `${cardPath}: a network or an architecture expected`);
  }
  return createNetwork(own.architecture, {
    ...contents.input,
    classes: contents.classes,
    output: contents.classes > 2 ? "softmax" : "sigmoid",
  });
}

function readCard(path: string): ModelFileCard {
  const text = new TextDecoder().decode(readBytes(path));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RecognitionError("bad-model", `${path}: no card can be read from it: ${firstLine(error)}`);
  }
  const result = card.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join(".") || "the card";
  throw new RecognitionError("bad-model", `${path}: ${place}: ${issue?.message}`);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new RecognitionError("bad-model", `${path}: a model's file expected: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] as string;
}
