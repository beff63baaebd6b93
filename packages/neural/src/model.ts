/** Trained networks as ONNX files, and running them. */
import { GraphError } from "./errors.js";
import { lowerToOnnx } from "./graph/lower.js";
import { ANY_BATCH } from "./graph/shape.js";
import { buildNetwork, type Network } from "./network.js";
import { sigmoid, softmax } from "./operators/activation.js";
import {
  createSession,
  floats,
  type InferenceSession,
  type RuntimeOptions,
  type Tensor,
} from "./runtime/session.js";
import { requireWeights, type Weights } from "./weights.js";

/**
 * What the batch's dimension is called in files whose operators round an example alone as they do in company. In other
 * files, and in those made before there were such, an example that runs alone is given company.
 */
const ALONE_AS_IN_COMPANY = "examples";

/**
 * The network with its weights as an ONNX model for any batch: input `x` [N, length, channels], outputs
 * `scores` [N, classes] in 0 … 1, `logits` [N, classes] and `features` [N, size].
 */
export function exportModel(network: Network, weights: Weights): Uint8Array {
  const { graph, logits, features, parameters } = buildNetwork(network, ANY_BATCH, false);
  requireWeights(weights, parameters);
  return lowerToOnnx(graph, {
    name: network.name,
    ...(!graph.nodes.some(({ operator }) => operator.needsCompany) && { batchName: ALONE_AS_IN_COMPANY }),
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
  /**
   * Runs examples x [count, length, channels], in batches that fit the cache. What comes out of an example does not
   * depend on the others, bit for bit.
   */
  predict(x: Float32Array): Promise<Prediction>;
  release(): Promise<void>;
}

/** Examples at a time. With more, what lies between the layers leaves the cache, and an example takes longer … */
const BATCH = 8;
/** … but where a model is small, so is that, and what a call costs weighs more. */
const BATCH_OF_SMALL = 128;
const SMALL_BYTES = 50_000;

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
  const dimension = requireInput(session, input);
  const largest = model.byteLength < SMALL_BYTES ? BATCH_OF_SMALL : BATCH;
  const size = input.length * input.channels;
  return {
    async predict(x) {
      if (x.length === 0 || x.length % size !== 0) {
        const needed = `at least one example of ${input.length} × ${input.channels} numbers`;
        throw new GraphError("data", `${needed} is needed, whole ones only; got ${x.length} numbers`);
      }
      const count = x.length / size;
      const parts: Record<"scores" | "logits" | "features", Float32Array[]> = {
        scores: [],
        logits: [],
        features: [],
      };
      for (let start = 0; start < count; start += largest) {
        const rows = Math.min(largest, count - start);
        const batch = x.subarray(start * size, (start + rows) * size);
        const accompanied = rows === 1 && dimension !== ALONE_AS_IN_COMPANY;
        const run = accompanied ? join([batch, batch]) : batch;
        const outputs = await session.run({
          x: floats(run, [run.length / size, input.length, input.channels]),
        });
        for (const name of ["scores", "logits", "features"] as const) {
          const values = (outputs[name] as Tensor).data as Float32Array;
          parts[name].push(accompanied ? values.slice(0, values.length / 2) : values);
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

/** Returns what the batch's dimension is called. */
function requireInput(
  session: InferenceSession,
  input: { readonly length: number; readonly channels: number },
): string | number | undefined {
  const [metadata] = session.inputMetadata;
  const shape = metadata?.isTensor ? metadata.shape.slice(1) : [];
  if (shape[0] !== input.length || shape[1] !== input.channels) {
    const expected = `x [N, ${input.length}, ${input.channels}]`;
    throw new GraphError(
      "shape",
      `the model takes ${metadata?.name} [N, ${shape.join(", ")}], not ${expected}`,
    );
  }
  return metadata?.isTensor ? metadata.shape[0] : undefined;
}

function join(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0] as Float32Array;
  const joined = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
