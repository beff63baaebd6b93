/** The way through a convolution without its positions, held to the way through all of them. */
import { describe, expect, it } from "vitest";
import { differentiate } from "../graph/gradient.js";
import { createGraph, input, scalar, type Value } from "../graph/graph.js";
import { lowerToOnnx } from "../graph/lower.js";
import { ANY_BATCH, type Shape, sizeOf } from "../graph/shape.js";
import { relu as reluLayer } from "../layers/activations.js";
import { conv1d as conv1dLayer } from "../layers/conv1d.js";
import { dense } from "../layers/dense.js";
import { globalMaxPool as globalMaxPoolLayer } from "../layers/pooling.js";
import { towers } from "../layers/structure.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { expectNetworkGradients } from "../testing/gradient-check.js";
import { testRandom } from "../testing/random.js";
import { relu } from "./activation.js";
import { add, multiply } from "./arithmetic.js";
import { conv1d } from "./convolution.js";
import { globalMaxPool } from "./global-max-pool.js";
import { sum } from "./sum.js";

interface Setting {
  readonly length: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly relu: boolean;
}

/** y, and ∂Σy²/∂x, w, b: squared, so that every gradient is another number. */
async function run(setting: Setting, way: (positions: Value) => Value) {
  const { length, channels, filters, kernel, stride } = setting;
  const shapes: Record<string, Shape> = {
    x: [4, length, channels],
    w: [kernel, channels, filters],
    b: [filters],
  };
  const graph = createGraph();
  const leaves = Object.entries(shapes).map(([name, shape]) => input(graph, name, shape));
  const [x, w, b] = leaves as [Value, Value, Value];
  const convolved = conv1d(x, w, b, stride);
  const y = globalMaxPool(way(setting.relu ? relu(convolved) : convolved));
  const [dx, dw, db] = differentiate(sum(multiply(y, y), [0, 1]), leaves) as [Value, Value, Value];
  const session = await createSession(
    lowerToOnnx(graph, { name: "pool", outputs: { y, dx, dw, db }, parameters: {} }),
  );
  const random = testRandom("pool");
  const feeds = Object.entries(shapes).map(([name, shape]): [string, Tensor] => [
    name,
    floats(
      Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
      shape,
    ),
  ]);
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return { outputs, operators: graph.nodes.map(({ operator }) => operator.name) };
}

const SETTINGS: Setting[] = [1, 2].flatMap((stride) =>
  [1, 2, 3, 4, 6].flatMap((kernel) =>
    [true, false].map((behindRelu) => ({
      length: 15 + (kernel % 2),
      channels: 3,
      filters: 7,
      kernel,
      stride,
      relu: behindRelu,
    })),
  ),
);

describe("a pool behind a convolution", () => {
  it.each(SETTINGS)(
    "has the long way's values and gradients: kernel $kernel, stride $stride, relu $relu",
    async (setting) => {
      const short = await run(setting, (positions) => positions);
      const long = await run(setting, (positions) => add(positions, scalar(positions.graph, 0)));
      expect(short.operators).toContain("conv1dMax");
      expect(long.operators).not.toContain("conv1dMax");
      for (const name of ["y", "dx", "dw", "db"]) {
        const mine = (short.outputs[name] as Tensor).data as Float32Array;
        const theirs = (long.outputs[name] as Tensor).data as Float32Array;
        expect(mine.length).toBe(theirs.length);
        // Sums of gradients up to about 100: relative above 1, absolute below.
        mine.forEach((value, index) => {
          const other = theirs[index] as number;
          expect(Math.abs(value - other) / Math.max(1, Math.abs(other)), `${name} ${index}`).toBeLessThan(
            1e-5,
          );
        });
      }
    },
  );

  it("passes nothing back where relu holds the maximum at zero", async () => {
    const graph = createGraph();
    const x = input(graph, "x", [1, 3, 1]);
    const w = input(graph, "w", [1, 1, 1]);
    const b = input(graph, "b", [1]);
    const y = globalMaxPool(relu(conv1d(x, w, b)));
    const [dx, dw, db] = differentiate(sum(y, [0, 1]), [x, w, b]) as [Value, Value, Value];
    const model = lowerToOnnx(graph, { name: "pool", outputs: { y, dx, dw, db }, parameters: {} });
    const session = await createSession(model);
    const outputs = await session.run({
      x: floats(Float32Array.of(1, 2, 3), [1, 3, 1]),
      w: floats(Float32Array.of(1), [1, 1, 1]),
      b: floats(Float32Array.of(-4), [1]),
    });
    await session.release();
    for (const name of ["y", "dx", "dw", "db"]) {
      expect([...((outputs[name] as Tensor).data as Float32Array)].every((value) => value === 0)).toBe(true);
    }
  });

  it("needs a batch of known size for its gradient, and says so", () => {
    const graph = createGraph();
    const x = input(graph, "x", [ANY_BATCH, 5, 1]);
    const w = input(graph, "w", [2, 1, 3]);
    const y = globalMaxPool(conv1d(x, w, input(graph, "b", [3])));
    const build = () => {
      const [dw] = differentiate(sum(y, [0, 1]), [w]) as [Value];
      return lowerToOnnx(graph, { name: "pool", outputs: { dw }, parameters: {} });
    };
    expect(build).toThrow(expect.objectContaining({ code: "shape" }));
    expect(build).toThrow(/batch/);
  });
});

it("equal maxima share the gradient", async () => {
  const graph = createGraph();
  const x = input(graph, "x", [1, 4, 1]);
  const y = globalMaxPool(x);
  const [dx] = differentiate(sum(y, [0, 1]), [x]) as [Value];
  const session = await createSession(lowerToOnnx(graph, { name: "pool", outputs: { dx }, parameters: {} }));
  const outputs = await session.run({ x: floats(Float32Array.of(1, 3, 3, 2), [1, 4, 1]) });
  await session.release();
  expect((outputs.dx as Tensor).data).toEqual(Float32Array.of(0, 0.5, 0.5, 0));
});

it("a whole network of two fused towers has the gradients of central differences", async () => {
  const tower = (kernel: number, second: number) => [
    conv1dLayer({ filters: 3, kernel, stride: 2 }),
    reluLayer(),
    conv1dLayer({ filters: 4, kernel: second }),
    reluLayer(),
    globalMaxPoolLayer(),
  ];
  await expectNetworkGradients(
    {
      name: "two towers",
      input: { length: 20, channels: 2 },
      layers: [towers(tower(6, 3), tower(4, 2)), dense(5), reluLayer(), dense(3)],
      output: "softmax",
    },
    2,
    { step: 1e-3 },
  );
});
