/** One conformance test for all operators: forward shapes are checked by the runtime, gradients by differences. */
import { describe, expect, it } from "vitest";
import { constant, createGraph, input, type Value } from "../graph/graph.js";
import { ANY_BATCH, type Shape } from "../graph/shape.js";
import { expectGradients } from "../testing/gradient-check.js";
import { leakyRelu, relu, sigmoid, softmax, tanh } from "./activation.js";
import { add, divide, maximum, multiply, squareRoot, subtract } from "./arithmetic.js";
import { addOffset } from "./channels.js";
import { concatenate, pad, slice } from "./concatenate.js";
import { conv1d, conv1dInPairs } from "./convolution.js";
import { gemm } from "./gemm.js";
import { globalMaxPool } from "./global-max-pool.js";
import { gruSteps } from "./gru.js";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "./loss.js";
import { lstmSteps } from "./lstm.js";
import { reshape, transpose } from "./reshape.js";
import { take } from "./stride.js";
import { expand, mean, scale, sum } from "./sum.js";

type Case = [name: string, shapes: Shape[], build: (...inputs: Value[]) => Value];

const FORWARD = { backwards: false, sequences: true };

const CASES: Case[] = [
  [
    "add",
    [
      [2, 3],
      [2, 3],
    ],
    (a, b) => add(a, b),
  ],
  ["add, broadcast over rows", [[2, 3], [3]], (a, b) => add(a, b)],
  [
    "subtract, broadcast over columns",
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => subtract(a, b),
  ],
  [
    "multiply, broadcast over two axes",
    [
      [2, 3, 4],
      [3, 1],
    ],
    (a, b) => multiply(a, b),
  ],
  ["a value used twice", [[2, 3]], (a) => multiply(a, a)],
  ["scale", [[5]], (a) => scale(a, -2.5)],
  ["sum over one axis", [[2, 3, 4]], (a) => sum(a, [1])],
  ["sum over all but the last, kept", [[2, 3, 4]], (a) => sum(a, [0, 1], true)],
  ["mean", [[2, 3, 4]], (a) => mean(a, [1])],
  ["expand", [[2, 1, 3]], (a) => expand(a, [2, 4, 3])],
  ["reshape", [[2, 6]], (a) => reshape(a, [3, 4])],
  ["transpose", [[2, 3, 4]], (a) => transpose(a, [2, 0, 1])],
  [
    "gemm",
    [
      [3, 4],
      [4, 2],
    ],
    (a, b) => gemm(a, b),
  ],
  [
    "gemm, left side transposed",
    [
      [4, 3],
      [4, 2],
    ],
    (a, b) => gemm(a, b, { transposeA: true }),
  ],
  [
    "gemm, right side transposed",
    [
      [3, 4],
      [2, 4],
    ],
    (a, b) => gemm(a, b, { transposeB: true }),
  ],
  [
    "gemm, both sides transposed",
    [
      [4, 3],
      [2, 4],
    ],
    (a, b) => gemm(a, b, { transposeA: true, transposeB: true }),
  ],
  ["gemm with a bias", [[3, 4], [4, 2], [2]], (a, b, bias) => gemm(a, b, { bias })],
  [
    "concatenate",
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    (a, b, c) => concatenate([a, b, c], 1),
  ],
  ["slice", [[2, 5, 3]], (a) => slice(a, 1, 1, 4)],
  ["pad", [[2, 3]], (a) => pad(a, 1, 2, 1)],
  ["take", [[2, 9, 3]], (a) => take(a, { start: 1, count: 3, stride: 2 })],
  ["take, to the end", [[2, 7, 2]], (a) => take(a, { start: 0, count: 3, stride: 3 })],
  ["sigmoid", [[2, 3]], (a) => sigmoid(a)],
  ["tanh", [[2, 3]], (a) => tanh(a)],
  ["softmax", [[2, 4]], (a) => softmax(a)],
  ["conv1d", [[2, 7, 3], [3, 3, 4], [4]], (x, w, b) => conv1d(x, w, b)],
  ["conv1d, stride 2, odd length", [[2, 9, 2], [3, 2, 4], [4]], (x, w, b) => conv1d(x, w, b, 2)],
  [
    "conv1d, stride 2, kernel of whole strides",
    [[2, 10, 2], [4, 2, 3], [3]],
    (x, w, b) => conv1d(x, w, b, 2),
  ],
  ["an offset of channels, in runs of several rows", [[2, 3, 4, 3], [3]], (x, b) => addOffset(x, b)],
  ["conv1d in pairs", [[2, 8, 3], [3, 3, 4], [4]], (x, w, b) => conv1dInPairs(x, w, b)],
  ["conv1d, stride 3, positions left over", [[2, 11, 2], [3, 2, 3], [3]], (x, w, b) => conv1d(x, w, b, 3)],
];

describe("gradients agree with central differences", () => {
  it.each(CASES)("%s", async (_, shapes, build) => {
    await expectGradients(shapes, (inputs) => build(...inputs));
  });

  // Step 0 of the first example, step 2 of the second, and all of the third are masked.
  const seen = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0];
  const mask = (x: Value) => constant(x.graph, seen, [4, 3, 1]);
  const ways = [true, false].flatMap((backwards) =>
    [true, false].map((sequences) => ({ backwards, sequences })),
  );
  it.each(ways)("lstmSteps with masked steps, %o", (attributes) =>
    expectGradients(
      [
        [4, 3, 8],
        [2, 8],
      ],
      ([x, u]) => lstmSteps(x as Value, u as Value, mask(x as Value), attributes),
    ),
  );
  it.each(ways)("gruSteps with masked steps, %o", (attributes) =>
    expectGradients([[4, 3, 6], [2, 6], [6]], ([x, u, b]) =>
      gruSteps(x as Value, { recurrent: u as Value, bias: b as Value }, mask(x as Value), attributes),
    ),
  );

  const positive = (_: number, random: { uniform(): number }) => 1 + random.uniform();
  it("divide", () => expectGradients([[2, 3], [3]], ([a, b]) => divide(a as Value, b as Value), positive));
  it("squareRoot", () => expectGradients([[2, 3]], ([a]) => squareRoot(a as Value), positive));

  // Values at least 0.1 apart from 0 and from each other: no step of the differences crosses a kink.
  const spread = () => {
    let next = 0;
    return () => (((next++ * 7) % 31) - 15.5) / 5;
  };
  it("relu", () => expectGradients([[4, 5]], ([a]) => relu(a as Value), spread()));
  it("leakyRelu", () => expectGradients([[4, 5]], ([a]) => leakyRelu(a as Value, 0.3), spread()));
  it("maximum", () => expectGradients([[3, 4], [4]], ([a, b]) => maximum(a as Value, b as Value), spread()));
  it("globalMaxPool", () => expectGradients([[2, 5, 3]], ([a]) => globalMaxPool(a as Value), spread()));
});

describe("losses", () => {
  const targets = (logits: Value) => {
    const [rows, classes] = logits.shape as [number, number];
    const { graph } = logits;
    const values = Array.from({ length: rows * classes }, (_, i) =>
      i % classes === Math.floor(i / classes) ? 1 : 0,
    );
    const value: Value = { graph, name: graph.uniqueName("targets"), shape: logits.shape, type: "float32" };
    graph.constants.push({ value, data: Float32Array.from(values) });
    return value;
  };
  it("softmaxCrossEntropy", () =>
    expectGradients([[3, 4]], ([z]) => softmaxCrossEntropy(z as Value, targets(z as Value))));
  it("sigmoidCrossEntropy", () =>
    expectGradients([[3, 4]], ([z]) => sigmoidCrossEntropy(z as Value, targets(z as Value))));
});

describe("what needs the size of the batch is refused while it is not known", () => {
  const x = () => input(createGraph(), "x", [ANY_BATCH, 4, 2]);
  it.each<[string, () => Value, string]>([
    [
      "expand",
      () => expand(sum(x(), [0], true), [ANY_BATCH, 4, 2]),
      "cannot spread [1, 4, 2] over [N, 4, 2]",
    ],
    ["mean over examples", () => mean(x(), [0]), "no mean of [N, 4, 2] over a batch of any size"],
    ["pad", () => pad(x(), 0, 1, 0), "cannot pad [N, 4, 2] along a batch of any size"],
    ["slice", () => slice(x(), 0, 0, 1), "no range 0–1 along axis 0 of [N, 4, 2]"],
  ])("%s", (_, build, message) => {
    expect(build).toThrow(expect.objectContaining({ code: "shape" }));
    expect(build).toThrow(message);
  });

  it("but a dimension beside it may be spread", () => {
    expect(expand(sum(x(), [1], true), [ANY_BATCH, 4, 2]).shape).toEqual([ANY_BATCH, 4, 2]);
  });
});

describe("shapes that do not fit are refused by name", () => {
  const inputs = (shapes: Shape[]) => {
    const graph = createGraph();
    return shapes.map((shape, index) => input(graph, `x${index}`, shape));
  };
  const refusals: [...Case, message: string][] = [
    ["add", [[2, 3], [2]], (a, b) => add(a, b), "shapes [2, 3] and [2] do not broadcast"],
    [
      "gemm",
      [
        [2, 3],
        [2, 3],
      ],
      (a, b) => gemm(a, b),
      "matrices do not fit: [2, 3] · [2, 3]",
    ],
    ["reshape", [[2, 3]], (a) => reshape(a, [5]), "[2, 3] cannot be read as [5]"],
    ["transpose", [[2, 3]], (a) => transpose(a, [0, 0]), "cannot be exchanged as (0, 0)"],
    [
      "concatenate",
      [
        [2, 3],
        [3, 3],
      ],
      (a, b) => concatenate([a, b], 1),
      "cannot join [2, 3], [3, 3]",
    ],
    ["concatenate nothing", [], () => concatenate([], 0), "nothing to join"],
    [
      "take beyond the end",
      [[2, 4, 1]],
      (a) => take(a, { start: 1, count: 3, stride: 2 }),
      "[2, 4, 1] has not 3 positions from 1 on, 2 apart",
    ],
    ["expand to less", [[2, 3]], (a) => expand(a, [1, 3]), "[2, 3] cannot be spread over [1, 3]"],
    ["conv1d", [[2, 9, 3], [3, 2, 4], [4]], (x, w, b) => conv1d(x, w, b), "got [3, 2, 4] and [4]"],
    [
      "lstmSteps",
      [
        [4, 3, 8],
        [2, 6],
      ],
      (x, u) => lstmSteps(x, u, undefined, FORWARD),
      "the steps of 4 gates do not fit",
    ],
    [
      "a mask of other steps",
      [
        [4, 3, 8],
        [2, 8],
        [3, 4, 1],
      ],
      (x, u, m) => lstmSteps(x, u, m, FORWARD),
      "[3, 4, 1]",
    ],
    [
      "a loss",
      [
        [2, 3],
        [2, 4],
      ],
      (a, b) => softmaxCrossEntropy(a, b),
      "differ in shape: [2, 3] and [2, 4]",
    ],
  ];
  it.each(refusals)("%s", (_, shapes, build, message) => {
    expect(() => build(...inputs(shapes))).toThrow(message);
  });

  it("a sum over no axis is the value itself", () => {
    const [x] = inputs([[2, 3]]) as [Value];
    expect(sum(x, [])).toBe(x);
  });
});
