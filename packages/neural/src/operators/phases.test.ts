/** Values in phases, held to the same work on values in the usual order, and to central differences. */
import { describe, expect, it } from "vitest";
import { createGraph, input, type Value } from "../graph/graph.js";
import { lowerToOnnx } from "../graph/lower.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { maxPool1d, maxPool1dKind } from "../layers/local-pooling.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { expectGradients } from "../testing/gradient-check.js";
import { testRandom } from "../testing/random.js";
import { tanh } from "./activation.js";
import { add, multiply } from "./arithmetic.js";
import { pad } from "./concatenate.js";
import { conv1d, conv1dInPairs, conv1dInPhases } from "./convolution.js";
import { globalMaxPool } from "./global-max-pool.js";
import { minimalFiltering } from "./minimal-filtering.js";
import { fromPhases, positionsOf, throughPhases, throughPhasesOfBoth, toPhases } from "./phases.js";
import { standardise } from "./standardise.js";
import { mean } from "./sum.js";

/** What functions of the same inputs give. */
async function run(
  shapes: readonly Shape[],
  build: (...inputs: Value[]) => Readonly<Record<string, Value>>,
): Promise<Record<string, number[]>> {
  const random = testRandom("phases");
  const graph = createGraph();
  const outputs = build(...shapes.map((shape, i) => input(graph, `x${i}`, shape)));
  const session = await createSession(lowerToOnnx(graph, { name: "phases", outputs, parameters: {} }));
  const feeds = shapes.map((shape, i) => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
    return [`x${i}`, floats(data, shape)] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => [name, [...((tensor as Tensor).data as Float32Array)]]),
  );
}

function expectClose(actual: readonly number[] | undefined, expected: readonly number[] | undefined) {
  expect(actual).toHaveLength(expected?.length ?? -1);
  expected?.forEach((value, i) => {
    expect(actual?.[i]).toBeCloseTo(value, 4);
  });
}

describe.each([7, 8])("of %i positions", (length) => {
  const shape = [2, length, 3];

  it("phases hold every fourth position, and come back in order", async () => {
    const { v, back, x } = await run([shape], (given) => {
      const phases = toPhases(given);
      return { v: phases, back: fromPhases(multiply(phases, phases), length), x: multiply(given, given) };
    });
    expect(back).toEqual(x);
    // Position 5 of example 1 is in block 1 of phase 1.
    const at = ((1 * 2 + 1) * 2 + 1) * 3;
    const there = (1 * length + 5) * 3;
    expect(((v as number[])[at] as number) ** 2).toBeCloseTo((x as number[])[there] as number, 5);
  });

  it("pass gradients as central differences do", () =>
    expectGradients([shape], ([x]) => {
      const phases = toPhases(x as Value);
      return fromPhases(multiply(phases, phases), length);
    }));

  const shapes: Shape[] = [shape, [3, 3, 4], [4], [4], [4], [3, 4, 4], [4], [1, 3, 4], [4]];
  const chain =
    (plain: boolean) =>
    (...inputs: Value[]) => {
      const [x, w1, b1, gamma, beta, w2, b2, w3, b3] = inputs as [
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
        Value,
      ];
      const first = (plain ? conv1d : conv1dInPhases)(pad(x, 1, 1, 1), w1, b1);
      const bent = tanh(standardise(first, gamma, beta, 1e-3).y);
      const second = plain
        ? conv1d(pad(bent, 1, 1, 1), w2, b2)
        : minimalFiltering(bent, w2, b2, { before: 1, after: 1 });
      const short = (plain ? conv1d : conv1dInPhases)(x, w3, b3);
      return plain ? add(second, short) : throughPhasesOfBoth(second, short, add);
    };

  it("layers in phases give what they give in order", async () => {
    const { phases, order } = await run(shapes, (...inputs) => ({
      phases: chain(false)(...inputs),
      order: chain(true)(...inputs),
    }));
    expectClose(phases, order);
  });

  it("layers in phases pass gradients", () => expectGradients(shapes, (inputs) => chain(false)(...inputs)));

  it("pools take positions in any order", async () => {
    const made = await run(shapes, (...inputs) => {
      const y = chain(false)(...inputs);
      const { x, axis } = positionsOf(y);
      const ordered = chain(true)(...inputs);
      const context = {} as never;
      return {
        mean: mean(x, [axis]),
        max: globalMaxPool(y),
        local: maxPool1dKind.apply(y, maxPool1d({ size: 2 }), context),
        plainMean: mean(ordered, [1]),
        plainMax: globalMaxPool(ordered),
        plainLocal: maxPool1dKind.apply(ordered, maxPool1d({ size: 2 }), context),
      };
    });
    expectClose(made.mean, made.plainMean);
    expectClose(made.max, made.plainMax);
    expectClose(made.local, made.plainLocal);
  });
});

it("two positions at a time give what each gives by itself", async () => {
  const { pairs, plain } = await run([[2, 8, 2], [5, 2, 3], [3]], (...inputs) => {
    const [x, w, b] = inputs as [Value, Value, Value];
    return { pairs: conv1dInPairs(x, w, b), plain: conv1d(x, w, b) };
  });
  expectClose(pairs, plain);
});

it("what works position by position leaves values where they are", () => {
  const x = input(createGraph(), "x", [2, 7, 3]);
  const v = toPhases(x);
  const y = throughPhases(fromPhases(v, 7), tanh);
  expect(toPhases(y, { spare: "anything" }).producer?.inputs).toEqual([v]);
  // Zeros behind the end have to be put there.
  expect(toPhases(y).producer?.inputs).toEqual([y]);
  const whole = fromPhases(toPhases(input(x.graph, "y", [2, 8, 3])), 8);
  expect(toPhases(whole)).toBe(whole.producer?.inputs[0]);
});
