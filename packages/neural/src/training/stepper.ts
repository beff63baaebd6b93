/** Runs training steps: cuts batches, feeds the graph, and hands each step's outputs to the next. */
import type { Network } from "../network.js";
import type { Random } from "../random.js";
import { createSession, floats, type RuntimeOptions, type Tensor } from "../runtime/session.js";
import { dropoutMasks } from "./dropout-mask.js";
import { createReader, type Examples } from "./examples.js";
import { compileStep, FROZEN, LEARNING, RUNNING } from "./graphs.js";
import { createMixer, type Mixing } from "./mixing.js";
import type { Optimiser } from "./optimiser.js";
import { countCorrect, writeTarget } from "./targets.js";

export interface StepperOptions {
  readonly network: Network;
  readonly batch: number;
  readonly classes: number;
  readonly optimiser: Optimiser;
  readonly learning: readonly string[];
  readonly frozen: Float32Array;
  readonly examples: Examples;
  readonly classWeights: readonly number[] | undefined;
  readonly labelSmoothing: number;
  readonly margin: number;
  readonly mixing: Mixing | undefined;
  readonly runtime: RuntimeOptions;
}

export interface EpochOptions {
  /** Which examples, in which order. */
  readonly order: Int32Array;
  readonly masks: Random;
  readonly mixing: Random;
  /** Draws the stretches of examples that are longer than the network takes. */
  readonly stretches: Random;
  /** The optimiser's rates at the n-th step of this epoch. */
  rates(step: number): Readonly<Record<string, number>>;
}

export interface Stepper {
  load(parameters: Float32Array, slots: readonly Float32Array[], running: Float32Array): void;
  /**
   * One pass over the order; the last batch may be smaller. Its empty rows hold the order's first examples, which
   * count for nothing but are typical, so that statistics over a batch stay sound.
   */
  epoch(options: EpochOptions): Promise<{ loss: number; accuracy: number; steps: number }>;
  parameters(): Float32Array;
  running(): Float32Array;
  slots(): readonly Float32Array[];
  release(): Promise<void>;
}

export async function createStepper(options: StepperOptions): Promise<Stepper> {
  const { network, batch, classes, optimiser, examples, classWeights, labelSmoothing } = options;
  const step = compileStep(network, batch, optimiser, options.learning, options.margin);
  const session = await createSession(step.model, options.runtime);
  const size = network.input.length * network.input.channels;
  const read = createReader(examples, network.input);
  const mix = options.mixing && createMixer(options.mixing, { batch, classes, ...network.input });
  const x = new Float32Array(batch * size);
  const targets = new Float32Array(batch * classes);
  const weights = new Float32Array(batch);
  const masks = step.masks.map(({ name, shape, rate }) => {
    const data = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
    return { name, data, tensor: floats(data, shape), fill: dropoutMasks(rate) };
  });
  const fixed: Record<string, Tensor> = {
    x: floats(x, [batch, network.input.length, network.input.channels]),
    targets: floats(targets, [batch, classes]),
    weights: floats(weights, [batch, 1]),
    ...Object.fromEntries(masks.map(({ name, tensor }) => [name, tensor])),
    ...(options.frozen.length > 0 ? { [FROZEN]: floats(options.frozen, [options.frozen.length]) } : {}),
  };
  let carried: string[] = [];
  const state: Record<string, Tensor> = {};
  const vector = (name: string) => (state[name] as Tensor).data as Float32Array;

  return {
    load(parameters, slots, running) {
      const vectors: [string, Float32Array][] = [
        [LEARNING, parameters],
        ...optimiser.slots.map((name, index): [string, Float32Array] => [name, slots[index] as Float32Array]),
        ...(running.length > 0 ? [[RUNNING, running] as [string, Float32Array]] : []),
      ];
      carried = vectors.map(([name]) => name);
      for (const [name, data] of vectors) state[name] = floats(data, [data.length]);
    },
    async epoch({ order, masks: random, mixing, stretches, rates }) {
      let loss = 0;
      let correct = 0;
      let steps = 0;
      targets.fill(0);
      for (let start = 0; start < order.length; start += batch) {
        const count = Math.min(batch, order.length - start);
        for (let row = 0; row < batch; row++) {
          const example = order[(start + row) % order.length] as number;
          const label = examples.labels[example] as number;
          read(example, x, row * size, stretches);
          writeTarget(targets, row, label, classes, labelSmoothing);
          weights[row] = row < count ? (classWeights?.[label] ?? 1) / count : 0;
        }
        mix?.({ x, targets, weights }, mixing);
        for (const mask of masks) mask.fill(mask.data, random);
        const feeds: Record<string, Tensor> = { ...fixed, ...state };
        for (const [name, rate] of Object.entries(rates(steps)))
          feeds[name] = floats(Float32Array.of(rate), []);
        const outputs = await session.run(feeds);
        for (const name of carried) state[name] = outputs[`next.${name}`] as Tensor;
        loss += ((outputs.loss as Tensor).data[0] as number) * count;
        correct += countCorrect((outputs.logits as Tensor).data as Float32Array, examples.labels, classes, {
          order,
          start,
          count,
        });
        steps++;
      }
      return { loss: loss / order.length, accuracy: correct / order.length, steps };
    },
    parameters: () => vector(LEARNING),
    running: () => (carried.includes(RUNNING) ? vector(RUNNING) : new Float32Array(0)),
    slots: () => optimiser.slots.map(vector),
    release: () => session.release(),
  };
}
