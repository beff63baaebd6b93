/** ONNX Runtime, as this room uses it. */
import { env, InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { GraphError } from "../errors.js";

export interface RuntimeOptions {
  /** Threads inside one operation; 1 where several sessions run side by side. */
  readonly threads?: number;
  /** Where to compute: `cpu` (the default and the tested way), or another execution provider, by {@link PROVIDERS}. */
  readonly provider?: string;
}

export type { InferenceSession };
export { Tensor };

/** The execution providers that the runtime knows on this platform. Whether there is a device for them, only trying tells. */
export const PROVIDERS: readonly string[] = listSupportedBackends().map(({ name }) => name);

/**
 * Loads a model.
 * @throws GraphError `provider` where it is not to be had, `type` where the runtime refuses the model
 */
export async function createSession(
  model: Uint8Array,
  options: RuntimeOptions = {},
): Promise<InferenceSession> {
  const { threads = 1, provider = "cpu" } = options;
  if (!PROVIDERS.includes(provider)) {
    const known = `this platform's runtime has ${PROVIDERS.join(", ")}`;
    throw new GraphError("provider", `no execution provider "${provider}"; ${known}`);
  }
  // What the runtime writes to stderr of a provider that fails to load, the error thrown here says in a line.
  if (provider !== "cpu") env.logLevel = "fatal";
  try {
    return await InferenceSession.create(model, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // "all" would add a layout for convolutions of images, and copies into it and out of it: ours are none of these.
      graphOptimizationLevel: "extended",
      logSeverityLevel: 3,
      // Numbers too small for float32's normal range slow a core down tenfold, and carry nothing.
      extra: { session: { set_denormal_as_zero: "1" } },
    });
  } catch (error) {
    // A model that is at fault is refused by the processor too, which is always there.
    if (provider !== "cpu") {
      await createSession(model, { threads }).then((session) => session.release());
      throw new GraphError(
        "provider",
        `the execution provider "${provider}" does not work here: ${firstLine(error)}`,
      );
    }
    throw new GraphError("type", `the runtime refused the model: ${firstLine(error)}`);
  }
}

export function floats(data: Float32Array, shape: readonly number[]): Tensor {
  return new Tensor("float32", data, shape);
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] as string;
}
