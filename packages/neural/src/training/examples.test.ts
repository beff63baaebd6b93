import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearNetwork, PROBLEM_INPUT } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { createReader, exampleSize } from "./examples.js";
import { train } from "./train.js";

/** Example e holds 100 · e + step in both channels, so that every value tells where it is from. */
function counted(count: number, length: number) {
  const { channels } = PROBLEM_INPUT;
  const x = Float32Array.from({ length: count * length * channels }, (_, i) => {
    const step = Math.floor(i / channels);
    return 100 * Math.floor(step / length) + (step % length);
  });
  return { x, labels: new Int32Array(count), length };
}

/** The steps that a reader gave, of one channel. */
function steps(into: Float32Array): number[] {
  return [...into].filter((_, i) => i % PROBLEM_INPUT.channels === 0);
}

describe("a reader of examples", () => {
  it("takes consecutive steps of the example asked for, to where it is told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 9 }), fc.nat(5), fc.string(), (length, example, seed) => {
        const read = createReader(counted(6, length), PROBLEM_INPUT);
        const into = new Float32Array(3 * 8).fill(-1);
        read(example, into, 8, testRandom(seed));
        const [first = -1] = steps(into.subarray(8, 16));
        expect(first).toBeGreaterThanOrEqual(100 * example);
        expect(first).toBeLessThanOrEqual(100 * example + length - 4);
        expect([...into]).toEqual(
          [-1, first, -1].flatMap((value) =>
            Array.from({ length: 8 }, (_, i) => (value < 0 ? -1 : value + Math.floor(i / 2))),
          ),
        );
      }),
    );
  });

  it("takes every stretch about as often as any other, and the middle one where nothing is drawn", () => {
    const read = createReader(counted(1, 8), PROBLEM_INPUT);
    // Always the same draws: 200 of each of the five stretches are expected, with a deviation of 13.
    const random = testRandom("stretches");
    const into = new Float32Array(8);
    const counts = new Map<number, number>();
    for (let turn = 0; turn < 1000; turn++) {
      read(0, into, 0, random);
      counts.set(into[0] as number, (counts.get(into[0] as number) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(Math.min(...counts.values())).toBeGreaterThan(150);
    read(0, into, 0);
    expect(steps(into)).toEqual([2, 3, 4, 5]);
  });

  it("draws nothing where an example is as long as the network takes", () => {
    const random = testRandom("untouched");
    createReader(counted(1, 4), PROBLEM_INPUT)(0, new Float32Array(8), 0, random);
    expect(random.uniform()).toBe(testRandom("untouched").uniform());
    expect(exampleSize({}, PROBLEM_INPUT)).toBe(8);
    expect(exampleSize({ length: 7 }, PROBLEM_INPUT)).toBe(14);
  });
});

describe("a training on longer examples", () => {
  it("learns from all of their stretches", async () => {
    // What tells the classes apart is in the last step alone, which only the last stretch of the five holds.
    const random = testRandom("last step");
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % 2);
    const x = Float32Array.from({ length: 60 * 16 }, (_, i) =>
      i % 16 === 14 ? 8 * (labels[Math.floor(i / 16)] as number) - 4 : 0.1 * random.normal(),
    );
    const { history } = await train(linearNetwork(2), {
      examples: { x, labels, length: 8 },
      epochs: 30,
      batch: 20,
      optimiser: { kind: "adam", learningRate: 0.1 },
      random: testRandom("train"),
    });
    // Right where the last step is seen, a fifth of the time, and by chance otherwise.
    const late = history.slice(10).map(({ accuracy }) => accuracy);
    const mean = late.reduce((sum, value) => sum + value, 0) / late.length;
    expect(mean).toBeGreaterThan(0.54);
    expect(mean).toBeLessThan(0.68);
  });
});
