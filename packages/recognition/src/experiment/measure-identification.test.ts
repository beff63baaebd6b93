import { describe, expect, it } from "vitest";
import type { PooledMetric } from "../report/index.js";
import { sampleTestBlocks } from "../testing/sample-test-blocks.js";
import { measureIdentification } from "./measure-identification.js";

const USERS = ["ann", "bob", "cid"];
const TEST = sampleTestBlocks([[3, 2], [4], [2, 2, 2]]);
const SCORES = Float32Array.of(
  ...[0.7, 0.2, 0.1, 0.15, 0.6, 0.25, 0.5, 0.3, 0.2, 0.34, 0.33, 0.33, 0.45, 0.05, 0.5],
  ...[0.3, 0.6, 0.1, 0.2, 0.75, 0.05, 0.6, 0.35, 0.05, 0.1, 0.55, 0.35],
  ...[0.05, 0.15, 0.8, 0.4, 0.35, 0.25, 0.2, 0.1, 0.7, 0.1, 0.3, 0.6, 0.02, 0.58, 0.4, 0.25, 0.5, 0.25],
);

function perUser(metric: { perUser: Readonly<Record<string, number | null>> } | undefined): number[] {
  expect(Object.keys(metric?.perUser ?? {})).toEqual(USERS);
  return Object.values(metric?.perUser ?? {}).map((value) => Number(value?.toFixed(9)));
}

const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(9)));

// Golden values: scikit-learn 1.2.1, accuracy_score, recall_score, confusion_matrix, top_k_accuracy_score, and
// roc_auc_score and roc_curve of every user's column against the rest, on logarithms averaged with NumPy.
describe("measureIdentification", () => {
  it("gives scikit-learn's figures of single blocks", () => {
    const { metrics, curves } = measureIdentification(SCORES, USERS, TEST, [1], 1);
    expect(metrics.accuracy).toMatchObject({ value: 0.6 });
    expect(perUser(metrics.accuracy)).toEqual([0.6, 0.75, 0.5]);
    expect(perUser(metrics.auc)).toEqual(rounded([0.8, 0.8636363636363635, 0.8518518518518519]));
    expect(perUser(metrics.eer)).toEqual(rounded([0.2, 0.25, 1 / 3]));
    expect(metrics.auc?.mean).toBeCloseTo(0.8384960718294051, 12);
    expect(curves.confusion).toEqual({
      labels: USERS,
      counts: [
        [3, 1, 1],
        [1, 3, 0],
        [1, 2, 3],
      ],
    });
    // top_k_accuracy_score gives 13/15 at rank 2; a tie between the last block's two lowest scores counts against it.
    expect(rounded([...(curves.cmc ?? [])])).toEqual([0.6, 0.8, 1]);
  });

  it("averages logarithms over blocks of one user: averaged probabilities would give 6 of 7", () => {
    const { metrics, curves } = measureIdentification(SCORES, USERS, TEST, [2], 1);
    expect((metrics.accuracy as { value: number }).value).toBeCloseTo(5 / 7, 12);
    expect(perUser(metrics.accuracy)).toEqual(rounded([0.5, 1, 2 / 3]));
    expect(perUser(metrics.auc)).toEqual([1, 0.9, 1]);
    expect(perUser(metrics.eer)).toEqual([0, 0.2, 0]);
    expect(curves.confusion?.counts).toEqual([
      [1, 1, 0],
      [0, 2, 0],
      [0, 1, 2],
    ]);
  });

  it("lists every number of blocks that all users have", () => {
    const { metrics } = measureIdentification(SCORES, USERS, TEST, [1, 2, 4, 5, 6], 1);
    expect(metrics.byBlocks?.map(({ blocks }) => blocks)).toEqual([1, 2, 4]);
    expect(metrics.byBlocks?.[1]?.accuracy).toBeCloseTo(5 / 7, 12);
    expect(metrics.byBlocks?.[1]?.auc).toBeCloseTo(0.9666666666666667, 9);
    expect(metrics.byBlocks?.[1]?.eer).toBeCloseTo(0.06666666666666667, 9);
  });

  it("takes a probability of zero for a very small one", () => {
    const scores = SCORES.map((score) => (score === SCORES[2] ? 0 : score));
    const { metrics } = measureIdentification(scores, USERS, TEST, [1, 2], 1);
    expect(metrics.byBlocks?.every(({ auc }) => Number.isFinite(auc))).toBe(true);
  });

  it("gives the accuracy an interval that holds it, the same for the same seed", () => {
    const accuracy = (seed: number) =>
      measureIdentification(SCORES, USERS, TEST, [1], seed).metrics.accuracy as PooledMetric & {
        value: number;
        interval: readonly [number, number];
      };
    const { value, interval } = accuracy(1);
    expect(interval[0]).toBeLessThan(value);
    expect(interval[1]).toBeGreaterThan(value);
    expect(interval[0]).toBeGreaterThanOrEqual(0);
    expect(interval[1]).toBeLessThanOrEqual(1);
    expect(accuracy(1).interval).toEqual(interval);
  });
});
