import {
  areaUnderCurve,
  averageConsecutive,
  balancedAccuracy,
  bootstrapInterval,
  type Comparisons,
  compareScores,
  confusionMatrix,
  createRandom,
  equalErrorRate,
  fnmrAtFmr,
  mean,
  rocCurve,
  splitScores,
} from "@wristprint/core";
import type {
  BlocksMetric,
  ErrorCurve,
  OwnerDecisions,
  RunCurves,
  RunMetrics,
  ScoreSample,
} from "../report/index.js";
import type { TestBlocks } from "./test-blocks.js";
import { userMetric } from "./user-metric.js";

/** A model's scores of all test blocks; higher = more like its owner. */
export interface OwnerScores {
  readonly owner: number;
  readonly user: string;
  /** [blocks] in 0 … 1 */
  readonly scores: Float64Array;
  /** The users whose blocks it is compared with beside the owner's; all others by default. */
  readonly impostors?: readonly number[];
}

/** The decision threshold of a network whose two classes were trained in equal number. */
const THRESHOLD = 0.5;

interface OwnerResult {
  readonly user: string;
  readonly comparisons: Comparisons;
  readonly accuracy: number;
}

export interface AuthenticationFigures {
  readonly metrics: RunMetrics;
  readonly curves: Pick<RunCurves, "errors" | "scores">;
  /** For every number of blocks, the owners who have test blocks for a decision. */
  readonly decisions: readonly OwnerDecisions[];
}

/**
 * Figures of an authentication run: each owner's test blocks against all other users' test blocks. Accuracy
 * is balanced (owner and strangers count half each) at the threshold 0.5. The first number of blocks is the
 * headline's; its interval is a bootstrap over users and their sessions.
 */
export function measureAuthentication(
  results: readonly OwnerScores[],
  test: TestBlocks,
  numbersOfBlocks: readonly number[],
  seed: number | string,
): AuthenticationFigures {
  const [headline = 1] = numbersOfBlocks;
  const owners = results.map((result) => ownerResult(result, test, headline));
  const perUser = (figure: (owner: OwnerResult) => number) =>
    Object.fromEntries(owners.map((owner) => [owner.user, figure(owner)]));
  const auc = perUser(({ comparisons }) => areaUnderCurve(comparisons));
  const interval = aucInterval(results, test, headline, seed);
  const smallest = Math.min(...countByUser(test));
  const measured = numbersOfBlocks.filter((blocks) => blocks <= smallest);
  const decisions = numbersOfBlocks.flatMap((blocks) => ownerDecisions(results, test, blocks));
  return {
    metrics: {
      accuracy: userMetric(perUser(({ accuracy }) => accuracy)),
      auc: { ...userMetric(auc), ...(interval && { interval }) },
      eer: userMetric(perUser(({ comparisons }) => equalErrorRate(comparisons).rate)),
      fnmrAtFmr1: userMetric(perUser(({ comparisons }) => fnmrAtFmr(comparisons, 0.01))),
      byBlocks: measured.map((blocks) =>
        byBlocksMetric(
          blocks,
          decisions.filter((row) => row.blocks === blocks),
        ),
      ),
    },
    decisions,
    curves: {
      errors: {
        perUser: Object.fromEntries(owners.map(({ user, comparisons }) => [user, errorCurve(comparisons)])),
      },
      scores: scoreSample(owners),
    },
  };
}

function ownerResult(result: OwnerScores, test: TestBlocks, blocks: number): OwnerResult {
  const { averaged, mated } = decisions(result, test, blocks);
  const predicted = averaged.map((score) => (score >= THRESHOLD ? 1 : 0));
  return {
    user: result.user,
    comparisons: splitScores(averaged, mated),
    accuracy: balancedAccuracy(confusionMatrix(mated, predicted, 2)),
  };
}

/** Scores averaged over consecutive blocks of one user, the owner's and the impostors', and which are the owner's. */
function decisions({ scores, owner, impostors }: OwnerScores, test: TestBlocks, blocks: number) {
  const { scores: averaged, first } = averageConsecutive(scores, { blocks, user: test.user });
  const userOf = (decision: number) => test.user[first[decision] as number] as number;
  const compared = Int32Array.from(first.keys()).filter(
    (decision) =>
      userOf(decision) === owner || impostors === undefined || impostors.includes(userOf(decision)),
  );
  return {
    averaged: Float64Array.from(compared, (decision) => averaged[decision] as number),
    first: compared.map((decision) => first[decision] as number),
    mated: Array.from(compared, (decision) => (userOf(decision) === owner ? 1 : 0)),
  };
}

function ownerDecisions(results: readonly OwnerScores[], test: TestBlocks, blocks: number): OwnerDecisions[] {
  return results.flatMap((result) => {
    const { mated } = decisions(result, test, blocks);
    if (!mated.includes(1) || !mated.includes(0)) return [];
    const { user, comparisons, accuracy } = ownerResult(result, test, blocks);
    const accepted = (scores: Float64Array) => scores.filter((score) => score >= THRESHOLD).length;
    const [own, others] = [accepted(comparisons.mated), accepted(comparisons.nonMated)];
    return {
      user,
      blocks,
      auc: areaUnderCurve(comparisons),
      eer: equalErrorRate(comparisons).rate,
      accuracy,
      ownAccepted: own,
      ownRejected: comparisons.mated.length - own,
      othersAccepted: others,
      othersRejected: comparisons.nonMated.length - others,
    };
  });
}

function byBlocksMetric(blocks: number, decisions: readonly OwnerDecisions[]): BlocksMetric {
  const average = (figure: (row: OwnerDecisions) => number) => mean(decisions.map(figure));
  return {
    blocks,
    auc: average(({ auc }) => auc),
    eer: average(({ eer }) => eer),
    accuracy: average(({ accuracy }) => accuracy),
  };
}

export function countByUser(test: TestBlocks): number[] {
  const counts: number[] = [];
  for (const user of test.user) counts[user] = (counts[user] ?? 0) + 1;
  return counts;
}

/**
 * The interval of the mean AUC. An owner's AUC is the mean, over the owner's decisions, of the share of
 * strangers' decisions scored lower; drawing users and sessions draws those shares. Every owner counts the
 * same, however many decisions there are.
 */
function aucInterval(
  results: readonly OwnerScores[],
  test: TestBlocks,
  blocks: number,
  seed: number | string,
): readonly [number, number] | undefined {
  if (results.length < 2) return undefined;
  const shares: number[] = [];
  const weights: number[] = [];
  const subject: number[] = [];
  const session: number[] = [];
  for (const result of results) {
    const { averaged, first, mated } = decisions(result, test, blocks);
    const strangers = averaged.filter((_, index) => mated[index] === 0);
    const own = [...averaged.keys()].filter((index) => mated[index] === 1);
    for (const index of own) {
      shares.push(areaUnderCurve(compareScores([averaged[index] as number], strangers)));
      weights.push(1 / own.length);
      subject.push(result.owner);
      session.push(test.session[first[index] as number] as number);
    }
  }
  const { low, high } = bootstrapInterval({
    subject,
    session,
    statistic: (indices) => weightedMean(indices, shares, weights),
    random: createRandom(seed).fork("interval"),
  });
  return [low, high];
}

function weightedMean(indices: Int32Array, values: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  let total = 0;
  for (const index of indices) {
    const weight = weights[index] as number;
    sum += weight * (values[index] as number);
    total += weight;
  }
  return sum / total;
}

function errorCurve(comparisons: Comparisons): ErrorCurve {
  const { fmr, fnmr } = rocCurve(comparisons);
  return { fmr, fnmr };
}

function scoreSample(owners: readonly OwnerResult[]): ScoreSample {
  return {
    mated: owners.flatMap(({ comparisons }) => [...comparisons.mated]),
    nonMated: owners.flatMap(({ comparisons }) => [...comparisons.nonMated]),
    threshold: THRESHOLD,
    unit: "probability",
  };
}
