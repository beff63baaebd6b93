import {
  accuracy,
  areaUnderCurve,
  averageConsecutive,
  bootstrapInterval,
  type Comparisons,
  confusionMatrix,
  createRandom,
  cumulativeMatch,
  equalErrorRate,
  highestColumns,
  mean,
  recallPerClass,
  rocCurve,
  splitScores,
} from "@wristprint/core";
import type { BlocksMetric, PooledMetric, RunCurves, RunMetrics } from "../report/index.js";
import { countByUser } from "./measure-authentication.js";
import type { TestBlocks } from "./test-blocks.js";
import { userMetric } from "./user-metric.js";

/** Probabilities below this count as this before their logarithm is taken. */
const SMALLEST = 1e-12;

interface Decisions {
  /** [decisions, users], mean logarithm of the probability */
  readonly scores: Float64Array;
  /** For each decision, whose blocks it rests on. */
  readonly truth: Int32Array;
  readonly session: Int32Array;
  readonly predicted: Int32Array;
}

/**
 * Figures of a closed-set identification run. Over several blocks the logarithms of the probabilities are
 * averaged. AUC and EER set each user against the rest: that user's column of averages, where the user's own
 * decisions are mated and all others are not. For one block it ranks as the probability itself does.
 * @param scores [blocks, users], probabilities
 */
export function measureIdentification(
  scores: Float32Array,
  users: readonly string[],
  test: TestBlocks,
  numbersOfBlocks: readonly number[],
  seed: number | string,
): { metrics: RunMetrics; curves: Pick<RunCurves, "errors" | "confusion" | "cmc"> } {
  const [headline = 1] = numbersOfBlocks;
  const logarithms = Float64Array.from(scores, (score) => Math.log(Math.max(SMALLEST, score)));
  const decide = (blocks: number) => decisions(logarithms, users.length, test, blocks);
  const main = decide(headline);
  const matrix = confusionMatrix(main.truth, main.predicted, users.length);
  const recalls = recallPerClass(matrix);
  const interval = accuracyInterval(main, seed);
  const value: PooledMetric = {
    value: accuracy(matrix),
    interval,
    perUser: Object.fromEntries(users.map((user, index) => [user, recalls[index] as number])),
  };
  const comparisons = users.map((_, user) => oneAgainstRest(main, users.length, user));
  const perUser = (figure: (index: number) => number) =>
    Object.fromEntries(users.map((user, index) => [user, figure(index)]));
  const curves = comparisons.map((one) => rocCurve(one));
  const smallest = Math.min(...countByUser(test));
  const byBlocks: BlocksMetric[] = numbersOfBlocks
    .filter((blocks) => blocks <= smallest)
    .map((blocks) => byBlocksMetric(decide(blocks), users.length, blocks));
  return {
    metrics: {
      accuracy: value,
      auc: userMetric(perUser((index) => areaUnderCurve(comparisons[index] as Comparisons))),
      eer: userMetric(perUser((index) => equalErrorRate(comparisons[index] as Comparisons).rate)),
      byBlocks,
    },
    curves: {
      errors: {
        perUser: Object.fromEntries(
          users.map((user, index) => {
            const { fmr, fnmr } = curves[index] as (typeof curves)[number];
            return [user, { fmr, fnmr }];
          }),
        ),
      },
      confusion: { labels: users, counts: rowsOf(matrix.counts, users.length) },
      cmc: cumulativeMatch(main.scores, users.length, main.truth),
    },
  };
}

function decisions(logarithms: Float64Array, classes: number, test: TestBlocks, blocks: number): Decisions {
  const { scores, first } = averageConsecutive(logarithms, { blocks, columns: classes, user: test.user });
  return {
    scores,
    truth: first.map((row) => test.user[row] as number),
    session: first.map((row) => test.session[row] as number),
    predicted: highestColumns(scores, classes),
  };
}

function oneAgainstRest({ scores, truth }: Decisions, classes: number, user: number): Comparisons {
  const column = Float64Array.from(truth, (_, row) => scores[row * classes + user] as number);
  return splitScores(
    column,
    Array.from(truth, (true_) => (true_ === user ? 1 : 0)),
  );
}

function byBlocksMetric(decided: Decisions, classes: number, blocks: number): BlocksMetric {
  const comparisons = Array.from({ length: classes }, (_, user) => oneAgainstRest(decided, classes, user));
  return {
    blocks,
    accuracy: accuracy(confusionMatrix(decided.truth, decided.predicted, classes)),
    auc: mean(comparisons.map((one) => areaUnderCurve(one))),
    eer: mean(comparisons.map((one) => equalErrorRate(one).rate)),
  };
}

function accuracyInterval(
  { truth, session, predicted }: Decisions,
  seed: number | string,
): readonly [number, number] {
  const { low, high } = bootstrapInterval({
    subject: truth,
    session,
    statistic: (indices) => {
      let correct = 0;
      for (const index of indices) if (predicted[index] === truth[index]) correct++;
      return correct / indices.length;
    },
    random: createRandom(seed).fork("interval"),
  });
  return [low, high];
}

function rowsOf(counts: Int32Array, columns: number): number[][] {
  return Array.from({ length: columns }, (_, row) => [
    ...counts.subarray(row * columns, (row + 1) * columns),
  ]);
}
