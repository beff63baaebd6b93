/** Loss and accuracy on examples held out, with weights that are still being learnt. */
import type { Network } from "../network.js";
import { createSession, floats, type RuntimeOptions, type Tensor } from "../runtime/session.js";
import { createReader, type Examples } from "./examples.js";
import { compileEvaluation, FROZEN, LEARNING, RUNNING } from "./graphs.js";
import { countCorrect, writeTarget } from "./targets.js";

/** Small enough that a batch's intermediate values stay in the cache. */
const BATCH = 128;

export interface EvaluationWeights {
  readonly parameters: Float32Array;
  readonly frozen: Float32Array;
  readonly running: Float32Array;
  readonly classes: number;
}

export interface Evaluator {
  evaluate(
    examples: Examples,
    indices: Int32Array,
    weights: EvaluationWeights,
  ): Promise<{ loss: number; accuracy: number }>;
  release(): Promise<void>;
}

export async function createEvaluator(
  network: Network,
  learning: readonly string[],
  runtime: RuntimeOptions,
): Promise<Evaluator> {
  const session = await createSession(compileEvaluation(network, learning), runtime);
  const { length, channels } = network.input;
  const size = length * channels;
  return {
    async evaluate(examples, indices, { parameters, frozen, running, classes }) {
      let loss = 0;
      let correct = 0;
      const read = createReader(examples, network.input);
      const vectors: Record<string, Tensor> = {
        [LEARNING]: floats(parameters, [parameters.length]),
        ...(frozen.length > 0 ? { [FROZEN]: floats(frozen, [frozen.length]) } : {}),
        ...(running.length > 0 ? { [RUNNING]: floats(running, [running.length]) } : {}),
      };
      for (let start = 0; start < indices.length; start += BATCH) {
        const count = Math.min(BATCH, indices.length - start);
        const x = new Float32Array(count * size);
        const targets = new Float32Array(count * classes);
        for (let row = 0; row < count; row++) {
          const example = indices[start + row] as number;
          read(example, x, row * size);
          writeTarget(targets, row, examples.labels[example] as number, classes, 0);
        }
        const outputs = await session.run({
          x: floats(x, [count, length, channels]),
          targets: floats(targets, [count, classes]),
          ...vectors,
        });
        const rowLoss = (outputs.rowLoss as Tensor).data as Float32Array;
        for (let row = 0; row < count; row++) loss += rowLoss[row] as number;
        const logits = (outputs.logits as Tensor).data as Float32Array;
        correct += countCorrect(logits, examples.labels, classes, { order: indices, start, count });
      }
      return { loss: loss / indices.length, accuracy: correct / indices.length };
    },
    release: () => session.release(),
  };
}
