import { decodeOnnx, type ValueInfoProto } from "@wristprint/onnx";
import { describe, expect, it } from "vitest";
import { relu } from "./layers/activations.js";
import { attentionPool } from "./layers/attention-pool.js";
import { batchNorm } from "./layers/batch-norm.js";
import { conv1d } from "./layers/conv1d.js";
import { cosineDense } from "./layers/cosine-dense.js";
import { dense } from "./layers/dense.js";
import type { Layer } from "./layers/layer.js";
import { lstm } from "./layers/lstm.js";
import { globalAveragePool, globalDeviationPool } from "./layers/pooling.js";
import { flatten, towers } from "./layers/structure.js";
import { exportModel, loadModel, type Predictor } from "./model.js";
import type { Network } from "./network.js";
import { mcdcnn } from "./testing/mcdcnn.js";
import { linearNetwork } from "./testing/problems.js";
import { testRandom } from "./testing/random.js";
import { createEvaluator } from "./training/evaluator.js";
import { createWeights, packWeights } from "./weights.js";

const network = mcdcnn(5);
const weights = createWeights(network, testRandom("model"));
const SIZE = 128 * 2;
const random = testRandom("x");
/** Many of the predictor's batches, the last of them smaller. */
const COUNT = 300;
const x = Float32Array.from({ length: COUNT * SIZE }, () => random.normal());

async function using<Result>(of: Network, use: (model: Predictor) => Promise<Result>): Promise<Result> {
  const model = await loadModel(exportModel(of, weights), of.input);
  try {
    return await use(model);
  } finally {
    await model.release();
  }
}

describe.each(["softmax", "sigmoid"] as const)("a model with %s", (output) => {
  const own = { ...network, output };

  it("gives scores, logits and features of each example", async () => {
    const prediction = await using(own, (model) => model.predict(x));
    expect(prediction).toMatchObject({ classes: 5, featureSize: 60 });
    expect(prediction.scores).toHaveLength(COUNT * 5);
    expect(prediction.logits).toHaveLength(COUNT * 5);
    expect(prediction.features).toHaveLength(COUNT * 60);
    prediction.scores.forEach((score, index) => {
      const row = Math.floor(index / 5) * 5;
      const powers = [...prediction.logits.slice(row, row + 5)].map(Math.exp);
      const power = powers[index - row] as number;
      const rest = output === "softmax" ? powers.reduce((total, value) => total + value, 0) : 1 + power;
      expect(score).toBeCloseTo(power / rest, 5);
    });
  });

  it("scores a batch as it scores its examples one by one", async () => {
    await using(own, async (model) => {
      const together = await model.predict(x.subarray(0, 20 * SIZE));
      for (let row = 0; row < 20; row++) {
        const alone = await model.predict(x.subarray(row * SIZE, (row + 1) * SIZE));
        alone.scores.forEach((score, c) => {
          expect(Math.abs(score - (together.scores[row * 5 + c] as number))).toBeLessThan(1e-6);
        });
      }
    });
  });

  it("loses what the evaluator says it loses", async () => {
    const labels = Int32Array.from({ length: COUNT }, (_, index) => (index * 3) % 5);
    const names = [...weights.keys()];
    const frozen = ["conv1d_1/kernel", "dense_1/bias"];
    const learning = names.filter((name) => !frozen.includes(name));
    const evaluator = await createEvaluator(own, learning, {});
    const chosen = Int32Array.from({ length: 200 }, (_, index) => COUNT - 1 - index);
    const measured = await evaluator.evaluate({ x, labels }, chosen, {
      parameters: packWeights(weights, learning),
      frozen: packWeights(
        weights,
        names.filter((name) => frozen.includes(name)),
      ),
      running: new Float32Array(0),
      classes: 5,
    });
    await evaluator.release();
    const { scores } = await using(own, (model) => model.predict(x));
    let loss = 0;
    let right = 0;
    for (const example of chosen) {
      const row = scores.slice(example * 5, example * 5 + 5);
      const label = labels[example] as number;
      const bits = [...row].map((score, c) => -Math.log(c === label ? score : 1 - score));
      loss +=
        output === "softmax"
          ? -Math.log(row[label] as number)
          : bits.reduce((total, bit) => total + bit, 0) / 5;
      if (row.indexOf(Math.max(...row)) === label) right++;
    }
    expect(measured.loss).toBeCloseTo(loss / 200, 5);
    expect(measured.accuracy).toBe(right / 200);
  });
});

// Sizes at which the runtime's kernel for a single row rounds otherwise than the one for several.
const ODD: Readonly<Record<string, readonly Layer[]>> = {
  "behind a mean": [
    conv1d({ filters: 33, kernel: 5, stride: 2 }),
    relu(),
    globalAveragePool(),
    dense(61),
    dense(5),
  ],
  "behind a deviation and a cosine": [
    conv1d({ filters: 33, kernel: 5, stride: 2 }),
    batchNorm(),
    towers([globalDeviationPool()], [attentionPool({ units: 7, deviation: true })]),
    dense(61),
    cosineDense(5, 8),
  ],
  "behind windows as long as the example": [conv1d({ filters: 61, kernel: 128 }), flatten(), dense(5)],
  "behind recurrent steps": [
    conv1d({ filters: 33, kernel: 5, stride: 8 }),
    lstm({ units: 19, direction: "forward", sequences: false }),
    dense(5),
  ],
};

it.each(Object.entries(ODD))(
  "gives an example the same numbers alone and in any company, bit for bit, %s",
  async (_, layers) => {
    const odd: Network = { ...network, layers };
    const model = await loadModel(exportModel(odd, createWeights(odd, testRandom("odd"))), odd.input);
    const together = await model.predict(x.subarray(0, 18 * SIZE));
    for (const count of [1, 2, 3, 8, 9]) {
      const { features, logits } = await model.predict(x.subarray(0, count * SIZE));
      expect(features, `${count}`).toEqual(together.features.slice(0, features.length));
      expect(logits, `${count}`).toEqual(together.logits.slice(0, logits.length));
    }
    await model.release();
  },
);

describe("a model file", () => {
  it("is ONNX of IR version 8 and operator set 18, for a batch of any size", () => {
    const read = decodeOnnx(exportModel(network, weights));
    expect(read.irVersion).toBe(8n);
    expect(read.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 18n]]);
    const shapes = (values: ValueInfoProto[] = []) =>
      values.map(({ name, type }) => {
        const tensor = type?.value.case === "tensorType" ? type.value.value : undefined;
        return [name, ...(tensor?.shape?.dim ?? []).map(({ value }) => value.value)];
      });
    expect(shapes(read.graph?.input)).toEqual([["x", "examples", 128n, 2n]]);
    expect(shapes(read.graph?.output)).toEqual([
      ["scores", "examples", 5n],
      ["logits", "examples", 5n],
      ["features", "examples", 60n],
    ]);
  });

  it("holds every weight once, as float32", () => {
    const read = decodeOnnx(exportModel(network, weights));
    for (const [name, { shape, data }] of weights) {
      const tensors = read.graph?.initializer.filter((tensor) => tensor.name?.startsWith(name)) ?? [];
      expect(tensors, name).toHaveLength(1);
      expect(tensors[0]?.dims.map(Number)).toEqual(shape);
      const bytes = Uint8Array.from(tensors[0]?.rawData ?? []);
      expect(new Float32Array(bytes.buffer)).toEqual(data);
    }
  });

  it("holds no node and no number that nothing reads", () => {
    const { graph } = decodeOnnx(exportModel(network, weights));
    const read = new Set(graph?.node.flatMap(({ input }) => input));
    for (const { name } of graph?.output ?? []) read.add(name ?? "");
    expect(graph?.node.filter(({ output: made }) => !made.some((name) => read.has(name)))).toEqual([]);
    expect(graph?.initializer.filter(({ name }) => !read.has(name ?? ""))).toEqual([]);
    expect(graph?.node.map(({ opType }) => opType)).not.toContain("ArgMax");
  });

  it("is the same bytes for the same network and weights", () => {
    expect(exportModel(network, weights)).toEqual(exportModel(network, weights));
  });

  it("is not written from weights that do not fit", () => {
    expect(() => exportModel(linearNetwork(3), weights)).toThrow(
      expect.objectContaining({
        code: "weights",
        message: expect.stringContaining("dense_1/kernel must be [8, 3]"),
      }),
    );
  });
});

describe("loadModel and predict refuse", () => {
  it("bytes that are no model", async () => {
    await expect(loadModel(Uint8Array.of(1, 2, 3), network.input)).rejects.toThrow(
      expect.objectContaining({ name: "GraphError", message: expect.stringContaining("refused the model") }),
    );
  });

  it("a model for another input", async () => {
    const attempt = loadModel(exportModel(network, weights), { length: 64, channels: 2 });
    await expect(attempt).rejects.toThrow("the model takes x [N, 128, 2], not x [N, 64, 2]");
  });

  it.each([0, SIZE - 1])("%i numbers", async (length) => {
    const attempt = using(network, (model) => model.predict(new Float32Array(length)));
    await expect(attempt).rejects.toThrow(
      `at least one example of 128 × 2 numbers is needed, whole ones only; got ${length} numbers`,
    );
  });
});
