/** A trained network from its files, be it of a run or an encoder. */
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
import { readModelAndCard } from "./model-and-card.js";

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
  scaler: z.looseObject({}).optional(),
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

/**
 * Reads a model with its card.
 * @param path either of the two files, or the folder where they are `model.onnx` and `model.json`
 * @throws RecognitionError `bad-model` that names the file
 */
export function readModelFile(path: string): ModelFile {
  const { card: own, model, cardPath, ...file } = readModelAndCard(path, card);
  try {
    const contents = readModel(model);
    const network = networkOf(own, contents, cardPath);
    requireWeights(contents.weights, buildNetwork(network, 1, false).parameters);
    return { ...file, card: own, network, weights: contents.weights };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${file.path}: ${error.message}`);
  }
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
