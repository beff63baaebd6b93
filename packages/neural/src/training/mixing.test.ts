import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testRandom } from "../testing/random.js";
import { createMixer } from "./mixing.js";

const SHAPE = { batch: 6, length: 8, channels: 2, classes: 3 };

/** Row r holds 100 · r + step in both channels, so that every value tells where it is from. */
function sampleBatch(weights: readonly number[] = [1, 1, 2, 2, 0.5, 0.5]) {
  const { batch, length, channels, classes } = SHAPE;
  const x = Float32Array.from(
    { length: batch * length * channels },
    (_, i) => 100 * Math.floor(i / (length * channels)) + (Math.floor(i / channels) % length),
  );
  const targets = new Float32Array(batch * classes);
  for (let row = 0; row < batch; row++) targets[row * classes + (row % classes)] = 1;
  return { x, targets, weights: Float32Array.from(weights) };
}

/** For each row of a batch, the row that each of its steps is from. */
function origins(x: Float32Array): number[][] {
  const { batch, length, channels } = SHAPE;
  return Array.from({ length: batch }, (_, row) =>
    Array.from({ length }, (_, step) => Math.floor((x[(row * length + step) * channels] as number) / 100)),
  );
}

describe("a mixer", () => {
  it("lets one stretch of another row in, at its own time, and weighs both rows by their steps", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const before = sampleBatch();
        const batch = sampleBatch();
        createMixer({ share: 1 }, SHAPE)(batch, testRandom(seed));
        origins(batch.x).forEach((from, row) => {
          const borders = from.filter((one, step) => step > 0 && one !== from[step - 1]);
          expect(borders.length).toBeLessThanOrEqual(2);
          const expected = [0, 0, 0];
          for (const one of from) {
            expected[one % 3] = (expected[one % 3] as number) + (before.weights[one] as number) / 8;
          }
          for (const [c, loss] of expected.entries()) {
            const got = (batch.weights[row] as number) * (batch.targets[row * 3 + c] as number);
            expect(got).toBeCloseTo(loss, 5);
          }
        });
        batch.x.forEach((value, i) => {
          expect(value % 100).toBe(Math.floor(i / 2) % 8);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("changes about the share of the rows that is asked for, and none at 0", () => {
    const mix = createMixer({ share: 0.5 }, SHAPE);
    const random = testRandom("share");
    let mixed = 0;
    for (let turn = 0; turn < 200; turn++) {
      const batch = sampleBatch();
      mix(batch, random);
      mixed += origins(batch.x).filter((from, row) => from.some((one) => one !== row)).length;
    }
    // Half of 1,200, less those that drew themselves or no step: 1/6 and 1/9.
    expect(mixed).toBeGreaterThan(380);
    expect(mixed).toBeLessThan(510);
    const still = sampleBatch();
    createMixer({ share: 0 }, SHAPE)(still, random);
    expect(still).toEqual(sampleBatch());
  });

  it("lets a stretch of a row's own class in, and leaves targets and weights", () => {
    const mix = createMixer({ share: 0, own: 1 }, SHAPE);
    const random = testRandom("own");
    const seen = new Set<string>();
    for (let turn = 0; turn < 200; turn++) {
      const batch = sampleBatch();
      mix(batch, random);
      const { targets, weights } = sampleBatch();
      expect(batch).toMatchObject({ targets, weights });
      origins(batch.x).forEach((from, row) => {
        for (const one of from) seen.add(`${row} ${one}`);
      });
    }
    // Rows r and r + 3 are of one class.
    const pairs = Array.from({ length: 6 }, (_, row) => [`${row} ${row}`, `${row} ${(row + 3) % 6}`]).flat();
    expect([...seen].sort()).toEqual(pairs.sort());
  });

  it("keeps rows out that count for nothing", () => {
    const batch = sampleBatch([1, 1, 1, 1, 0, 0]);
    const mix = createMixer({ share: 1 }, SHAPE);
    const random = testRandom("empty rows");
    for (let turn = 0; turn < 20; turn++) mix(batch, random);
    expect(origins(batch.x).slice(0, 4).flat()).not.toContain(4);
    expect([...batch.weights.subarray(4)]).toEqual([0, 0]);
    const own = sampleBatch([1, 1, 1, 1, 0, 0]);
    for (let turn = 0; turn < 20; turn++) createMixer({ share: 0, own: 1 }, SHAPE)(own, random);
    expect(origins(own.x)[1]).not.toContain(4);
  });
});
