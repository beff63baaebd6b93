/** Convolution with fewer products, held to the plain one and to central differences. */
import { describe, expect, it } from "vitest";
import { createGraph, input, type Value } from "../graph/graph.js";
import { lowerToOnnx } from "../graph/lower.js";
import type { Shape } from "../graph/shape.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { expectGradients } from "../testing/gradient-check.js";
import { testRandom } from "../testing/random.js";
import { pad } from "./concatenate.js";
import { conv1d } from "./convolution.js";
import { minimalFiltering, suitsMinimalFiltering } from "./minimal-filtering.js";
import { filteringMatrices } from "./toom-cook.js";

describe.each([
  [4, 3],
  [4, 4],
  [4, 5],
  [2, 3],
])("the matrices of %i outputs and %i taps", (m, r) => {
  it("filter as the sum over taps does", () => {
    const random = testRandom("matrices");
    const { output, taps, input: spread, products: n } = filteringMatrices(m, r);
    const [d, g] = [n, r].map((length) => Array.from({ length }, () => random.normal())) as [
      number[],
      number[],
    ];
    const times = (matrix: readonly number[], columns: number, vector: readonly number[]) =>
      Array.from({ length: matrix.length / columns }, (_, row) =>
        vector.reduce((sum, value, column) => sum + value * (matrix[row * columns + column] as number), 0),
      );
    const inner = times(spread, n, d).map((value, i) => value * (times(taps, r, g)[i] as number));
    times(output, n, inner).forEach((y, i) => {
      const plain = g.reduce((sum, tap, k) => sum + tap * (d[i + k] as number), 0);
      expect(y).toBeCloseTo(plain, 10);
    });
  });
});

/** Length, channels, kernel, filters, zeros before and after, stride. */
const CASES: [
  length: number,
  channels: number,
  kernel: number,
  filters: number,
  before: number,
  after: number,
  stride: number,
][] = [
  [9, 3, 3, 2, 1, 1, 1],
  [8, 2, 5, 3, 2, 2, 1],
  [7, 2, 5, 3, 0, 0, 1],
  [10, 2, 4, 2, 1, 2, 1],
  [9, 2, 8, 3, 3, 4, 1],
  [13, 2, 7, 2, 0, 0, 1],
  [5, 2, 6, 2, 5, 5, 1],
  [16, 2, 5, 3, 1, 2, 2],
  [8, 2, 3, 3, 0, 1, 2],
  [11, 3, 5, 2, 2, 2, 2],
  [14, 2, 7, 2, 0, 0, 2],
  [23, 2, 6, 2, 0, 0, 2],
];

describe.each(CASES)(
  "%i positions of %i channels, kernel %i, %i filters, zeros %i and %i, stride %i",
  (...sizes) => {
    const [length, channels, kernel, filters, before, after, stride] = sizes;
    const shapes: Shape[] = [[2, length, channels], [kernel, channels, filters], [filters]];

    it("gives what the plain convolution gives", async () => {
      const random = testRandom("filtering");
      const graph = createGraph();
      const [x, w, b] = shapes.map((shape, i) => input(graph, `x${i}`, shape)) as [Value, Value, Value];
      const fast = minimalFiltering(x, w, b, { before, after, stride });
      const plain = conv1d(pad(x, 1, before, after), w, b, stride);
      expect(fast.shape).toEqual(plain.shape);
      const session = await createSession(
        lowerToOnnx(graph, { name: "both", outputs: { fast, plain }, parameters: {} }),
      );
      const feeds = shapes.map((shape, i) => {
        const size = shape.reduce((product, dim) => product * dim, 1);
        return [
          `x${i}`,
          floats(
            Float32Array.from({ length: size }, () => random.normal()),
            shape,
          ),
        ] as const;
      });
      const outputs = await session.run(Object.fromEntries(feeds));
      await session.release();
      const expected = (outputs.plain as Tensor).data as Float32Array;
      ((outputs.fast as Tensor).data as Float32Array).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i] as number, 4);
      });
    });

    it("passes gradients as central differences do", () =>
      expectGradients(shapes, ([x, w, b]) =>
        minimalFiltering(x as Value, w as Value, b as Value, { before, after, stride }),
      ));
  },
);

it("is for wide convolutions of at least three taps and a small stride", () => {
  const x = [8, 128, 64];
  expect(suitsMinimalFiltering(x, [5, 64, 128], 1)).toBe(true);
  expect(suitsMinimalFiltering(x, [5, 64, 128], 2)).toBe(true);
  expect(suitsMinimalFiltering(x, [9, 64, 128], 3)).toBe(false);
  expect(suitsMinimalFiltering(x, [1, 64, 128], 1)).toBe(false);
  expect(suitsMinimalFiltering([8, 128, 2], [5, 2, 128], 1)).toBe(false);
  expect(suitsMinimalFiltering([-1, 128, 64], [5, 64, 128], 1)).toBe(false);
});
