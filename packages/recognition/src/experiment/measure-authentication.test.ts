import { describe, expect, it } from "vitest";
import type { UserMetric } from "../report/index.js";
import { sampleTestBlocks } from "../testing/sample-test-blocks.js";
import { measureAuthentication, type OwnerScores } from "./measure-authentication.js";

/** Users of 5, 4 and 6 blocks: odd numbers, so that pairs that crossed users would be seen. */
const TEST = sampleTestBlocks([[3, 2], [4], [2, 2, 2]]);
const RESULTS: readonly OwnerScores[] = [
  {
    user: "ann",
    owner: 0,
    scores: Float64Array.of(
      ...[0.91, 0.62, 0.48, 0.38, 0.77],
      ...[0.35, 0.55, 0.12, 0.41],
      ...[0.66, 0.08, 0.51, 0.29, 0.62, 0.17],
    ),
  },
  {
    user: "cid",
    owner: 2,
    scores: Float64Array.of(
      ...[0.44, 0.21, 0.52, 0.39, 0.11],
      ...[0.58, 0.33, 0.27, 0.49],
      ...[0.81, 0.05, 0.58, 0.93, 0.46, 0.72],
    ),
  },
];

function expectUser(
  metric: { perUser: Readonly<Record<string, number | null>> } | undefined,
  expected: object,
) {
  for (const [user, value] of Object.entries(expected))
    expect(metric?.perUser[user], user).toBeCloseTo(value, 12);
  expect(Object.keys(metric?.perUser ?? {})).toEqual(Object.keys(expected));
}

// Golden values: scikit-learn 1.2.1, roc_auc_score, balanced_accuracy_score (score >= 0.5) and roc_curve, whose
// points give the EER by a straight line between the two around it and the FNMR at the last FMR up to 0.01.
describe("measureAuthentication", () => {
  it("gives scikit-learn's figures of every owner against all other users", () => {
    const { metrics } = measureAuthentication(RESULTS, TEST, [1], 1);
    expectUser(metrics.auc, { ann: 0.79, cid: 0.7685185185185186 });
    expectUser(metrics.accuracy, { ann: 0.6, cid: 0.7222222222222222 });
    expectUser(metrics.eer, { ann: 0.4, cid: 1 / 3 });
    expectUser(metrics.fnmrAtFmr1, { ann: 0.6, cid: 0.5 });
    expect(metrics.auc?.mean).toBeCloseTo(0.7792592592592593, 12);
    expect(metrics.auc?.sd).toBeCloseTo(0.015189701225488766, 12);
    expect(metrics.eer?.mean).toBeCloseTo(0.3666666666666667, 12);
  });

  it("compares with the impostors named alone, in figures, counts and interval", () => {
    const [ann, cid] = RESULTS as [OwnerScores, OwnerScores];
    const against = [
      { ...ann, impostors: [1] },
      { ...cid, impostors: [0] },
    ];
    const { metrics, decisions } = measureAuthentication(against, TEST, [1, 2], 1);
    expectUser(metrics.auc, { ann: 0.85, cid: 0.8 });
    expectUser(metrics.accuracy, { ann: 0.675, cid: 11 / 15 });
    expect(decisions.map((row) => row.othersAccepted + row.othersRejected)).toEqual([4, 5, 2, 2]);
    expect(metrics.auc?.interval).not.toEqual(
      measureAuthentication(RESULTS, TEST, [1], 1).metrics.auc?.interval,
    );
  });

  it("averages the scores of consecutive blocks of one user, dropping what is too little for a decision", () => {
    const { metrics } = measureAuthentication(RESULTS, TEST, [2, 1], 1);
    expectUser(metrics.auc, { ann: 0.9, cid: 5 / 6 });
    expectUser(metrics.accuracy, { ann: 0.75, cid: 5 / 6 });
    expectUser(metrics.eer, { ann: 0.2, cid: 1 / 3 });
    expectUser(metrics.fnmrAtFmr1, { ann: 0.5, cid: 1 / 3 });
  });

  it("lists every number of blocks that all users have, in the order asked for", () => {
    const { metrics } = measureAuthentication(RESULTS, TEST, [2, 1, 4, 5], 1);
    expect(metrics.byBlocks?.map(({ blocks }) => blocks)).toEqual([2, 1, 4]);
    expect(metrics.byBlocks?.[0]?.auc).toBeCloseTo(0.8666666666666667, 12);
    expect(metrics.byBlocks?.[0]?.accuracy).toBeCloseTo(0.7916666666666666, 12);
    expect(metrics.byBlocks?.[0]?.eer).toBeCloseTo(0.2666666666666667, 12);
    expect(metrics.byBlocks?.[1]?.auc).toBeCloseTo(0.7792592592592593, 12);
  });

  it("counts every owner's decisions by whose they are and what became of them", () => {
    const { decisions } = measureAuthentication(RESULTS, TEST, [1, 2], 1);
    expect(decisions.map(({ user, blocks }) => [user, blocks])).toEqual([
      ["ann", 1],
      ["cid", 1],
      ["ann", 2],
      ["cid", 2],
    ]);
    // By hand, of the scores above: ann's 0.91, 0.62 and 0.77; of others 0.55, 0.66, 0.51 and 0.62.
    expect(decisions[0]).toMatchObject({
      ownAccepted: 3,
      ownRejected: 2,
      othersAccepted: 4,
      othersRejected: 6,
    });
    // Pairs: ann's (0.91, 0.62) and not (0.48, 0.38); of others none.
    expect(decisions[2]).toMatchObject({
      ownAccepted: 1,
      ownRejected: 1,
      othersAccepted: 0,
      othersRejected: 5,
    });
  });

  it("leaves out of a number's decisions whoever has too few blocks, and keeps the others", () => {
    const { decisions, metrics } = measureAuthentication(RESULTS, TEST, [1, 6], 1);
    expect(metrics.byBlocks?.map(({ blocks }) => blocks)).toEqual([1]);
    // Only cid has six blocks; and then there is no other to tell from.
    expect(decisions.map(({ user, blocks }) => [user, blocks])).toEqual([
      ["ann", 1],
      ["cid", 1],
    ]);
    const five = measureAuthentication(RESULTS, TEST, [5], 1).decisions;
    expect(
      five.map(({ user, ownAccepted, ownRejected, othersAccepted, othersRejected }) => [
        user,
        ownAccepted + ownRejected,
        othersAccepted + othersRejected,
      ]),
    ).toEqual([
      ["ann", 1, 1],
      ["cid", 1, 1],
    ]);
  });

  it("counts a score of exactly 0.5 as accepted", () => {
    const scores = Float64Array.from(TEST.user, (user) => (user === 1 ? 0.5 : 0.49));
    const { metrics } = measureAuthentication([{ user: "bob", owner: 1, scores }], TEST, [1], 1);
    expectUser(metrics.accuracy, { bob: 1 });
  });

  it("draws the error curve from nothing accepted to all accepted, and pools the scores for their histogram", () => {
    const { curves } = measureAuthentication(RESULTS, TEST, [1], 1);
    const { fmr, fnmr } = curves.errors?.perUser.ann ?? { fmr: [], fnmr: [] };
    expect([fmr[0], fnmr[0], fmr[fmr.length - 1], fnmr[fnmr.length - 1]]).toEqual([0, 1, 1, 0]);
    expect(curves.scores).toMatchObject({ threshold: 0.5, unit: "probability" });
    expect([curves.scores?.mated.length, curves.scores?.nonMated.length]).toEqual([11, 19]);
  });
});

describe("the interval of the mean AUC", () => {
  it("holds the mean, and is the same for the same seed only", () => {
    const interval = (seed: number) => measureAuthentication(RESULTS, TEST, [1], seed).metrics.auc?.interval;
    const [low, high] = interval(1) as [number, number];
    expect(low).toBeLessThan(0.779);
    expect(high).toBeGreaterThan(0.78);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(interval(1)).toEqual([low, high]);
    expect(interval(2)).not.toEqual([low, high]);
  });

  it("counts every owner the same, as the mean does, however many blocks each has", () => {
    // Half the owners, with 20 blocks each, are always told apart; the others, with 2, never.
    const owners = Array.from({ length: 20 }, (_, user) => user);
    const test = sampleTestBlocks(owners.map((user) => [user % 2 === 0 ? 20 : 2]));
    const results = owners.map((owner) => ({
      owner,
      user: `user${owner}`,
      scores: Float64Array.from(test.user, (user) => (user !== owner ? 0.5 : owner % 2 === 0 ? 0.9 : 0.1)),
    }));
    const auc = measureAuthentication(results, test, [1], 1).metrics.auc as UserMetric;
    expect(auc.mean).toBe(0.5);
    const [low, high] = auc.interval as [number, number];
    // Of 20 draws with probability 1/2, the middle 95 % have 6 to 14 hits.
    expect(low).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(0.4);
    expect(high).toBeGreaterThan(0.6);
    expect(high).toBeLessThan(0.8);
  });

  it("is left out for a single owner, over whom nothing can be drawn", () => {
    const { auc } = measureAuthentication(RESULTS.slice(0, 1), TEST, [1], 1).metrics;
    expect(auc).not.toHaveProperty("interval");
    expect(auc?.sd).toBeNull();
  });
});
