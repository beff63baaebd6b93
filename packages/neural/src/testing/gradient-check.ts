/** Central differences: the independent source that every gradient is held against. */
import { expect } from "vitest";
import { differentiate } from "../graph/gradient.js";
import { constant, createGraph, type Graph, input, type Value } from "../graph/graph.js";
import { lowerToOnnx } from "../graph/lower.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { buildNetwork, type Network } from "../network.js";
import { multiply } from "../operators/arithmetic.js";
import { reshape } from "../operators/reshape.js";
import { sum } from "../operators/sum.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { createWeights } from "../weights.js";
import { testRandom } from "./random.js";

/** Float32 differences of a function of size 1: smaller steps drown in rounding, larger ones in curvature. */
const STEP = 1e-2;
const TOLERANCE = 4e-3;

/** Draws a value of the index-th input; keep them off kinks, where a derivative does not exist. */
export type Draw = (index: number, random: ReturnType<typeof testRandom>) => number;
const drawNormal: Draw = (_, random) => random.normal();

/** A value that is handed in, and what. */
interface Leaf {
  /** The graph input that takes it. */
  readonly feed: string;
  readonly value: Value;
  /** Changed in place by the differences. */
  readonly data: Float32Array;
}

/**
 * Builds y from inputs of the given shapes, makes it one number by a fixed random weighting, and compares
 * ∂/∂input as the graph computes it with central differences of the graph's forward value.
 */
export async function expectGradients(
  shapes: readonly Shape[],
  build: (inputs: Value[]) => Value,
  draw: Draw = drawNormal,
): Promise<void> {
  const random = testRandom("gradients");
  const graph = createGraph();
  const leaves = shapes.map((shape, index): Leaf => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => draw(index, random));
    return { feed: `input${index}`, value: input(graph, `input${index}`, shape), data };
  });
  await compare(graph, build(leaves.map(({ value }) => value)), leaves, {}, STEP);
}

/**
 * The same for all parameters of a network in training, and for its input x [batch, length, channels]. Dropout
 * masks keep every other value.
 * @param step of the differences: small where the network has kinks
 */
export async function expectNetworkGradients(
  network: Network,
  batch: number,
  { draw = drawNormal, step = STEP }: { readonly draw?: Draw; readonly step?: number } = {},
): Promise<void> {
  const random = testRandom("gradients");
  const { graph, x, logits, masks, parameters } = buildNetwork(network, batch, true);
  const weights = createWeights(network, random.fork("weights"));
  const leaves: Leaf[] = [
    { feed: "x", value: x, data: Float32Array.from({ length: sizeOf(x.shape) }, () => draw(0, random)) },
    ...graph.parameters.flatMap(({ name, value, shape }) => {
      // No gradient goes to what training carries along.
      if (parameters.some((spec) => spec.name === name && spec.running)) return [];
      // Fresh biases are zero: moved off it, since a gradient there may be right by accident.
      const fresh = (weights.get(name)?.data ?? new Float32Array(sizeOf(shape))).map(
        (number) => number + random.normal() / 10,
      );
      return [{ feed: `given/${name}`, value, data: fresh }];
    }),
  ];
  const fixed = Object.fromEntries(
    masks.map(({ name, shape, rate }) => [
      name,
      floats(
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 2) / (1 - rate)),
        shape,
      ),
    ]),
  );
  const learnt = parameters.filter(({ running }) => !running);
  const vectors = Object.fromEntries(learnt.map(({ name }) => [`given/${name}`, [name]]));
  await compare(graph, logits, leaves, { fixed, vectors }, step);
}

async function compare(
  graph: Graph,
  y: Value,
  leaves: readonly Leaf[],
  {
    fixed = {},
    vectors = {},
  }: { readonly fixed?: Record<string, Tensor>; readonly vectors?: Record<string, readonly string[]> },
  step: number,
): Promise<void> {
  const random = testRandom("weighting");
  const weighting = constant(
    graph,
    Float32Array.from({ length: sizeOf(y.shape) }, () => random.normal()),
    y.shape,
  );
  const axes = y.shape.map((_, axis) => axis);
  const loss = reshape(sum(multiply(y, weighting), axes), []);
  const gradients = differentiate(
    loss,
    leaves.map(({ value }) => value),
  );
  const model = lowerToOnnx(graph, {
    name: "gradient check",
    outputs: { loss, ...Object.fromEntries(gradients.map((value, index) => [`gradient${index}`, value])) },
    parameters: { vectors },
  });
  const session = await createSession(model);
  const feeds = leaves.map(({ feed, value, data }): [string, Tensor] => [
    feed,
    floats(data, feed in vectors ? [data.length] : value.shape),
  ]);
  const run = () => session.run({ ...fixed, ...Object.fromEntries(feeds) });
  const lossAt = async () => ((await run()).loss as Tensor).data[0] as number;
  const analytic = await run();
  for (const [index, { feed, data }] of leaves.entries()) {
    const gradient = (analytic[`gradient${index}`] as Tensor).data as Float32Array;
    expect(gradient.length).toBe(data.length);
    const scale = Math.max(1, ...gradient.map(Math.abs));
    for (let i = 0; i < data.length; i++) {
      const held = data[i] as number;
      data[i] = held + step;
      const above = await lossAt();
      data[i] = held - step;
      const below = await lossAt();
      data[i] = held;
      const numeric = (above - below) / (2 * step);
      expect(Math.abs(numeric - (gradient[i] as number)) / scale, `${feed}, element ${i}`).toBeLessThan(
        TOLERANCE,
      );
    }
  }
  await session.release();
}
