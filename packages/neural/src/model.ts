/** Trained networks as ONNX files, and running them. */
import { GraphError } from "./errors.js";
import { ANY_BATCH } from "./graph/shape.js";
import { buildNetwork, type Network } from "./network.js";
import { lowerToOnnx } from "./onnx/lower.js";
import { sigmoid, softmax } from "./operators/activation.js";
import { createSession, floats, type RuntimeOptions, type Tensor } from "./runtime/session.js";
import type { Weights } from "./weights.js";

/**
 * The network with its weights as an ONNX model for any batch: input `x` [N, length, channels], outputs
 * `scores` [N, classes] in 0 … 1, `logits` [N, classes] and `features` [N, size].
 */
export function exportModel(network: Network, weights: Weights): Uint8Array {
  const { graph, logits, features } = buildNetwork(network, ANY_BATCH, false);
  const missing = graph.parameters.find(({ name }) => !weights.has(name));
  if (missing) throw new GraphError("weights", `no weights for ${missing.name}`);
  return lowerToOnnx(graph, {
    name: network.name,
    outputs: { scores: network.output === "softmax" ? softmax(logits) : sigmoid(logits), logits, features },
    parameters: { fixed: new Map([...weights].map(([name, { data }]) => [name, data])) },
  });
}

export interface Prediction {
  /** [count, classes] */
  readonly scores: Float32Array;
  readonly logits: Float32Array;
  /** [count, featureSize] */
  readonly features: Float32Array;
  readonly classes: number;
  readonly featureSize: number;
}

export interface Predictor {
  /** Runs examples x [count, length, channels], in batches that fit the cache. */
  predict(x: Float32Array): Promise<Prediction>;
  release(): Promise<void>;
}

const BATCH = 128;

/**
 * Loads a model that {@link exportModel} made.
 * @param input positions and channels of one example
 */
export async function loadModel(
  model: Uint8Array,
  input: { readonly length: number; readonly channels: number },
  runtime: RuntimeOptions = {},
): Promise<Predictor> {
  const session = await createSession(model, runtime);
  const size = input.length * input.channels;
  return {
    async predict(x) {
      if (x.length === 0 || x.length % size !== 0) {
        throw new GraphError("data", `${x.length} numbers are no whole number of examples of ${size}`);
      }
      const count = x.length / size;
      const parts: Record<"scores" | "logits" | "features", Float32Array[]> = {
        scores: [],
        logits: [],
        features: [],
      };
      for (let start = 0; start < count; start += BATCH) {
        const rows = Math.min(BATCH, count - start);
        const batch = x.subarray(start * size, (start + rows) * size);
        const outputs = await session.run({ x: floats(batch, [rows, input.length, input.channels]) });
        for (const name of ["scores", "logits", "features"] as const) {
          parts[name].push((outputs[name] as Tensor).data as Float32Array);
        }
      }
      const scores = join(parts.scores);
      const features = join(parts.features);
      return {
        scores,
        logits: join(parts.logits),
        features,
        classes: scores.length / count,
        featureSize: features.length / count,
      };
    },
    release: () => session.release(),
  };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
