/** The same numbers as scikit-learn's; see testing/golden.py. */
import { readFileSync } from "node:fs";
import { createRandom } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { chiSquareQuantile } from "./chi-square.js";
import { ellipticEnvelope } from "./elliptic-envelope.js";
import { isolationForest } from "./isolation-forest.js";
import { localOutlierFactor } from "./local-outlier-factor.js";
import { tensorOf } from "./one-class-kind.js";
import { oneClassSvm } from "./one-class-svm.js";
import type { Rows } from "./rows.js";

const golden = JSON.parse(readFileSync(new URL("./testing/golden.json", import.meta.url), "utf8"));
const table = (numbers: readonly number[]): Rows => ({
  count: numbers.length / golden.size,
  size: golden.size,
  data: Float32Array.from(numbers),
});
const rows = table(golden.rows);
const probes = table(golden.probes);
const random = createRandom(1);

/** Each within a share of the expected number, or of one where that is larger. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index] - value), `number ${index}: ${actual[index]}, not ${value}`).toBeLessThan(
      tolerance * Math.max(1, Math.abs(value)),
    );
  });
}

describe("oneClassSvm", () => {
  it.each<{ settings: object; scores: number[] }>(golden.oneClassSvm)(
    "decides as libsvm does with $settings",
    ({ settings, scores }) => {
      const own = oneClassSvm.settings.parse({ kind: "oneClassSvm", ...settings });
      expectClose(oneClassSvm.scorer(oneClassSvm.fit(rows, own))(probes), scores, 1e-4);
    },
  );
});

describe("localOutlierFactor", () => {
  it.each<{ neighbours: number; scores: number[] }>(golden.localOutlierFactor)(
    "gives the factors that scikit-learn gives for $neighbours neighbours",
    ({ neighbours, scores }) => {
      const learnt = localOutlierFactor.fit(rows, { kind: "localOutlierFactor", neighbours });
      expectClose(localOutlierFactor.scorer(learnt)(probes), scores, 1e-5);
    },
  );
});

describe("ellipticEnvelope", () => {
  it.each<{ support: "least" | number; centre: number[]; covariance: number[]; scores: number[] }>(
    golden.ellipticEnvelope,
  )("has scikit-learn's centre, covariance and distances for the support $support", (expected) => {
    const { support, centre, covariance, scores } = expected;
    const settings = ellipticEnvelope.settings.parse({ kind: "ellipticEnvelope", support });
    const learnt = ellipticEnvelope.fit(rows, settings, random);
    expectClose(tensorOf(learnt, "centre"), centre, 1e-6);
    const whitening = tensorOf(learnt, "whitening");
    // W · C · Wᵀ is the identity where W⁻¹ is a root of C.
    const at = (i: number, j: number) => whitening[3 * i + j];
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) {
          for (let l = 0; l < 3; l++) sum += at(i, k) * covariance[3 * k + l] * at(j, l);
        }
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 5);
      }
    }
    expectClose(ellipticEnvelope.scorer(learnt)(probes), scores, 1e-5);
  });
});

describe("isolationForest", () => {
  const { nodes, sample, scores, mean, deviation } = golden.isolationForest;

  it("scores scikit-learn's own trees as scikit-learn does", () => {
    const tensors = new Map(
      Object.entries(nodes as Record<string, number[]>).map(([name, values]) => [
        name,
        { shape: [values.length], data: Float32Array.from(values) },
      ]),
    );
    expectClose(isolationForest.scorer({ numbers: { sample }, tensors })(probes), scores, 1e-6);
  });

  it("grows forests that score as scikit-learn's do, within what seeds make of it", () => {
    const settings = isolationForest.settings.parse({ kind: "isolationForest", trees: 500, sample });
    const own = isolationForest.scorer(isolationForest.fit(rows, settings, random))(probes);
    // The expected deviation is of 100 trees, ours of 500: five of them are far out.
    own.forEach((score, index) => {
      expect(Math.abs(score - mean[index])).toBeLessThan(5 * deviation[index]);
    });
  });
});

it("has SciPy's quantiles of the chi-square distribution", () => {
  for (const { probability, degrees, quantile } of golden.chiSquare) {
    expect(chiSquareQuantile(probability, degrees) / quantile).toBeCloseTo(1, 10);
  }
});
