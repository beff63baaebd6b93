/** Central differences: the independent source that every gradient is held against. */
import { expect } from "vitest";
import { differentiate } from "../graph/gradient.js";
import { constant, createGraph, input, type Value } from "../graph/graph.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { lowerToOnnx } from "../onnx/lower.js";
import { multiply } from "../operators/arithmetic.js";
import { reshape } from "../operators/reshape.js";
import { sum } from "../operators/sum.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { testRandom } from "./random.js";

/** Float32 differences of a function of size 1: smaller steps drown in rounding, larger ones in curvature. */
const STEP = 1e-2;
const TOLERANCE = 4e-3;

/**
 * Builds y from inputs of the given shapes, makes it one number by a fixed random weighting, and compares
 * ∂/∂input as the graph computes it with central differences of the graph's forward value.
 * @param draw values of the inputs; keep them off kinks, where a derivative does not exist
 */
export async function expectGradients(
  shapes: readonly Shape[],
  build: (inputs: Value[]) => Value,
  draw: (index: number, random: ReturnType<typeof testRandom>) => number = (_, random) => random.normal(),
): Promise<void> {
  const random = testRandom("gradients");
  const graph = createGraph();
  const inputs = shapes.map((shape, index) => input(graph, `input${index}`, shape));
  const y = build(inputs);
  const weighting = constant(
    graph,
    Float32Array.from({ length: sizeOf(y.shape) }, () => random.normal()),
    y.shape,
  );
  const axes = y.shape.map((_, axis) => axis);
  const loss = axes.length > 0 ? reshape(sum(multiply(y, weighting), axes), []) : multiply(y, weighting);
  const gradients = differentiate(loss, inputs);
  const model = lowerToOnnx(graph, {
    name: "gradient check",
    outputs: { loss, ...Object.fromEntries(gradients.map((value, index) => [`gradient${index}`, value])) },
    parameters: {},
  });
  const session = await createSession(model);
  const data = shapes.map((shape, index) =>
    Float32Array.from({ length: sizeOf(shape) }, () => draw(index, random)),
  );
  const run = () =>
    session.run(
      Object.fromEntries(
        data.map((values, index) => [`input${index}`, floats(values, shapes[index] as Shape)]),
      ),
    );
  const lossAt = async () => ((await run()).loss as Tensor).data[0] as number;
  const analytic = await run();
  for (const [index, values] of data.entries()) {
    const gradient = (analytic[`gradient${index}`] as Tensor).data as Float32Array;
    expect(gradient.length).toBe(values.length);
    const scale = Math.max(1, ...gradient.map(Math.abs));
    for (let i = 0; i < values.length; i++) {
      const held = values[i] as number;
      values[i] = held + STEP;
      const above = await lossAt();
      values[i] = held - STEP;
      const below = await lossAt();
      values[i] = held;
      const numeric = (above - below) / (2 * STEP);
      expect(
        Math.abs(numeric - (gradient[i] as number)) / scale,
        `input ${index}, element ${i}`,
      ).toBeLessThan(TOLERANCE);
    }
  }
  await session.release();
}
