/** ONNX Runtime, as this room uses it. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { GraphError } from "../errors.js";

export interface RuntimeOptions {
  /** Threads inside one operation; 1 where several sessions run side by side. */
  readonly threads?: number;
  /** Where to compute: `cpu` (the default and the tested way), or another provider of the runtime. */
  readonly provider?: string;
}

export type { InferenceSession };
export { Tensor };

/** Loads a model. */
export async function createSession(
  model: Uint8Array,
  options: RuntimeOptions = {},
): Promise<InferenceSession> {
  const { threads = 1, provider = "cpu" } = options;
  try {
    return await InferenceSession.create(model, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      // Numbers too small for float32's normal range slow a core down tenfold, and carry nothing.
      extra: { session: { set_denormal_as_zero: "1" } },
    });
  } catch (error) {
    throw new GraphError("type", `the runtime refused the model: ${firstLine(error)}`);
  }
}

export function floats(data: Float32Array, shape: readonly number[]): Tensor {
  return new Tensor("float32", data, shape);
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] as string;
}
