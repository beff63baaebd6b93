import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { type ComparisonParameters, createComparator } from "./comparator.js";
import { cosineSimilarity } from "./cosine-similarity.js";
import { meanSignature } from "./mean-signature.js";

const SIZE = 6;
const parameters: ComparisonParameters = {
  signatureSize: SIZE,
  nearest: 4,
  smallestReference: 5,
  calibration: {
    referenceBlocks: [5, 20],
    probeBlocks: [1, 5],
    slopes: [
      [1, 2],
      [1.5, 3],
    ],
    offsets: [
      [-2, -3],
      [-2.5, -4],
    ],
  },
  thresholds: { looks: 10, accept: [{ fmr: 0.01, threshold: 4 }], reject: { fnmr: 0.02, threshold: -4 } },
};

function signatures(count: number, seed: string): Float32Array {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: count * SIZE }, random.normal);
  for (let i = 0; i < count; i++) {
    const one = data.subarray(i * SIZE, (i + 1) * SIZE);
    const length = Math.hypot(...one);
    one.forEach((value, k) => {
      one[k] = value / length;
    });
  }
  return data;
}

const cohort = signatures(9, "cohort");
const comparator = createComparator(parameters, cohort);
const signature = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: SIZE, maxLength: SIZE })
  .map((values) => Float32Array.from(values))
  .filter((values) => Math.hypot(...values) > 1e-3);

describe("cosineSimilarity", () => {
  test("is symmetric, in [−1, 1], blind to scale, and 1 with itself", () => {
    fc.assert(
      fc.property(signature, signature, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, scale) => {
        const similarity = cosineSimilarity(a, b);
        expect(cosineSimilarity(b, a)).toBe(similarity);
        expect(Math.abs(similarity)).toBeLessThanOrEqual(1);
        expect(
          cosineSimilarity(
            a.map((value) => scale * value),
            b,
          ),
        ).toBeCloseTo(similarity, 5);
        expect(cosineSimilarity(a, a)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("is 0 with what has no direction", () => {
    expect(cosineSimilarity(new Float32Array(3), Float32Array.of(1, 2, 3))).toBe(0);
  });
});

describe("meanSignature", () => {
  test("is the mean of the rows, as long as they agree", () => {
    expect([...meanSignature(Float32Array.of(1, 0, 0, 1), 2)]).toEqual([0.5, 0.5]);
    expect(() => meanSignature(new Float32Array(3), 2)).toThrow("at least one signature of 2 numbers");
    expect(() => meanSignature(new Float32Array(0), 2)).toThrow(
      expect.objectContaining({ code: "shape-mismatch" }),
    );
  });
});

describe("a comparator", () => {
  test("normalises by how alike both sides are to their nearest strangers", () => {
    const [a, b] = [signatures(1, "a"), signatures(1, "b")];
    const statistics = (one: Float32Array) => {
      const nearest = Array.from({ length: 9 }, (_, i) =>
        cosineSimilarity(one, cohort.subarray(i * SIZE, (i + 1) * SIZE)),
      )
        .sort((x, y) => y - x)
        .slice(0, 4);
      const mean = nearest.reduce((sum, value) => sum + value, 0) / 4;
      return { mean, sd: Math.sqrt(nearest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3) };
    };
    const similarity = cosineSimilarity(a, b);
    const [left, right] = [statistics(a), statistics(b)];
    const scores = comparator.compare(comparator.referenceOf(a, 5), b, 1);
    expect(scores.similarity).toBe(similarity);
    const expected = ((similarity - left.mean) / left.sd + (similarity - right.mean) / right.sd) / 2;
    expect(scores.score).toBeCloseTo(expected, 10);
    expect(scores.logLikelihoodRatio).toBeCloseTo(scores.score - 2, 10);
  });

  test("gives the same score whichever side is the reference, and however long the signatures", () => {
    fc.assert(
      fc.property(signature, signature, fc.double({ min: 0.2, max: 5, noNaN: true }), (a, b, scale) => {
        const { score } = comparator.compare(comparator.referenceOf(a, 7), b, 7);
        expect(comparator.compare(comparator.referenceOf(b, 7), a, 7).score).toBeCloseTo(score, 8);
        const scaled = a.map((value) => scale * value);
        const other = comparator.compare(comparator.referenceOf(scaled, 7), b, 7).score;
        expect(Math.abs(other - score)).toBeLessThan(1e-3 * Math.max(1, Math.abs(score)));
      }),
    );
  });

  test("gives higher ratios for higher scores of as many blocks", () => {
    fc.assert(
      fc.property(signature, signature, signature, fc.integer({ min: 1, max: 40 }), (a, b, probe, blocks) => {
        const [one, two] = comparator.compareAll(
          [comparator.referenceOf(a, 12), comparator.referenceOf(b, 12)],
          probe,
          blocks,
        );
        const higherBy = two.score - one.score;
        const ratioHigherBy = two.logLikelihoodRatio - one.logLikelihoodRatio;
        // Scores that differ in their last digits alone may be rounded to one ratio.
        if (Math.abs(higherBy) > 1e-9) expect(Math.sign(ratioHigherBy)).toBe(Math.sign(higherBy));
        else expect(ratioHigherBy * higherBy).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("makes the same reference of signatures as of their mean and number", () => {
    const enrolled = signatures(5, "enrolled");
    expect(comparator.reference(enrolled)).toEqual(comparator.referenceOf(meanSignature(enrolled, SIZE), 5));
  });

  test("decides by its thresholds, and has parameters that JSON holds", () => {
    const read = createComparator(JSON.parse(JSON.stringify(parameters)) as ComparisonParameters, cohort);
    expect(read.decide(4, 3, { fmr: 0.01 })).toEqual({
      outcome: "accepted",
      acceptAt: 4,
      rejectAt: -4,
      fmr: 0.01,
    });
    expect(read.decide(4, 3, { fmr: 0.01, candidates: 2 }).outcome).toBe("undecided");
    expect(read.size).toBe(SIZE);
    expect(read.smallestReference).toBe(5);
  });

  test("refuses a cohort, a signature or a number of blocks that does not fit", () => {
    expect(() => createComparator(parameters, cohort.subarray(1))).toThrow(
      "a cohort of at least 2 signatures of 6",
    );
    expect(() => createComparator({ ...parameters, nearest: 10 }, cohort)).toThrow(
      "2 to 9, the cohort, expected",
    );
    expect(() => comparator.referenceOf(new Float32Array(5), 3)).toThrow(
      "a reference of 6 numbers expected, got 5",
    );
    const reference = comparator.referenceOf(signatures(1, "a"), 3);
    expect(() => comparator.compare(reference, new Float32Array(7), 3)).toThrow("a probe of 6 numbers");
    expect(() => comparator.compare(reference, reference.mean, 0)).toThrow(
      "blocks: a whole number from 1 on",
    );
    expect(() => comparator.decide(0, 1.5, { fmr: 0.1 })).toThrow(
      expect.objectContaining({ code: "out-of-range" }),
    );
  });
});
