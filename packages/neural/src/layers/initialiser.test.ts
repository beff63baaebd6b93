/** Limits and variances as keras.io/api/layers/initializers states them. */
import { describe, expect, it } from "vitest";
import { testRandom } from "../testing/random.js";
import { initialise } from "./initialiser.js";

// A kernel of 5 positions, 20 channels in, 60 filters out: fan in 100, fan out 300; 6,000 draws.
const SHAPE = [5, 20, 60];
const FAN_IN = 100;
const FAN_OUT = 300;

function moments(data: Float32Array): { mean: number; variance: number; largest: number } {
  const mean = data.reduce((total, value) => total + value, 0) / data.length;
  const variance = data.reduce((total, value) => total + (value - mean) ** 2, 0) / data.length;
  return { mean, variance, largest: data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
}

const draw = (kind: Parameters<typeof initialise>[0]) => initialise(kind, SHAPE, testRandom("initialiser"));

it("zeros and ones are that", () => {
  expect(initialise("zeros", [3], testRandom(1))).toEqual(Float32Array.of(0, 0, 0));
  expect(initialise("ones", [2], testRandom(1))).toEqual(Float32Array.of(1, 1));
});

it("an LSTM's bias begins with ones for its forget gate, the second of four", () => {
  expect([...initialise("forgetGateOnes", [8], testRandom(1))]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});

it.each([
  [4, 12],
  [12, 4],
  [5, 5],
])(
  "an orthogonal matrix of %i × %i has its shorter side's vectors at right angles and of length 1",
  (rows, columns) => {
    const data = initialise("orthogonal", [rows, columns], testRandom(1));
    const count = Math.min(rows, columns);
    const vector = (index: number) =>
      data.filter((_, i) => (rows <= columns ? Math.floor(i / columns) : i % columns) === index);
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) {
        const product = vector(a).reduce((sum, value, i) => sum + value * (vector(b)[i] as number), 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
      }
    }
  },
);

describe.each([
  ["glorotUniform", Math.sqrt(6 / (FAN_IN + FAN_OUT))],
  ["heUniform", Math.sqrt(6 / FAN_IN)],
  ["lecunUniform", Math.sqrt(3 / FAN_IN)],
] as const)("%s", (kind, limit) => {
  it("fills the interval up to Keras's limit evenly", () => {
    const { mean, variance, largest } = moments(draw(kind));
    // Of 6,000 even draws the largest misses the limit by more than 0.2 % once in 160,000 seeds.
    expect(largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
    expect(largest).toBeGreaterThan(limit * 0.998);
    expect(Math.abs(mean)).toBeLessThan((4 * limit) / Math.sqrt(3 * 6000));
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });
});

describe.each([
  ["glorotNormal", Math.sqrt(2 / (FAN_IN + FAN_OUT))],
  ["heNormal", Math.sqrt(2 / FAN_IN)],
  ["lecunNormal", Math.sqrt(1 / FAN_IN)],
] as const)("%s", (kind, deviation) => {
  it("has Keras's deviation after being cut off at two deviations of the normal it is drawn from", () => {
    const { mean, variance, largest } = moments(draw(kind));
    expect(Math.sqrt(variance) / deviation).toBeGreaterThan(0.96);
    expect(Math.sqrt(variance) / deviation).toBeLessThan(1.04);
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(6000));
    const cut = (2 * deviation) / 0.8796256610342398;
    expect(largest).toBeLessThanOrEqual(cut * (1 + 1e-6));
    expect(largest).toBeGreaterThan(cut * 0.98);
  });
});

it("draws the same numbers from the same seed, others from another", () => {
  expect(draw("heNormal")).toEqual(draw("heNormal"));
  expect(initialise("heNormal", SHAPE, testRandom("other"))).not.toEqual(draw("heNormal"));
});

it("refuses a random start for a vector, which connects nothing", () => {
  expect(() => initialise("glorotUniform", [4], testRandom(1))).toThrow(
    expect.objectContaining({ code: "shape" }),
  );
});

it("refuses a name it does not know", () => {
  expect(() => initialise("he" as "heNormal", SHAPE, testRandom(1))).toThrow(
    /no initialiser "he"; known: zeros/,
  );
});
