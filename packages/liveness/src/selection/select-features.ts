import type { Random } from "@wristprint/core";
import { importances, type Matrix, type TreeParameters, trainTrees } from "@wristprint/trees";
import { type FeatureTable, labelsOf, matrixOf } from "../training/feature-table.js";
import { pearson } from "./pearson.js";

export interface SelectFeaturesOptions {
  /** Of two features that correlate by more than this, in either direction, the less important goes. */
  readonly correlation: number;
  /** How many stay at most. */
  readonly most: number;
  /** Of the trees that rank. */
  readonly parameters: Partial<TreeParameters>;
  /** For parameters that sample rows or features. */
  readonly random: Random;
}

/** What became of a feature. */
export interface FeatureVerdict {
  readonly name: string;
  /** Its share of the gain of all splits, among all features at first. */
  readonly importance: number;
  readonly kept: boolean;
  /** Why it went: too like a feature that stays, or too little gained by it. */
  readonly because?: { readonly like: string; readonly correlation: number } | "little gain";
}

export interface Selection {
  /** What stays, most important first. */
  readonly kept: readonly string[];
  /** Every feature, most important first. */
  readonly report: readonly FeatureVerdict[];
}

/** Share of the features that stay in one round of removal by gain. */
const ROUND = 0.7;

/**
 * Chooses features on training rows: trees rank them by total gain; down the ranking, what is too like a feature before it
 * goes; then the trees are trained on what is left, and what gained least goes, round by round, until `most` are left.
 */
export async function selectFeatures(
  table: FeatureTable,
  rows: ArrayLike<number>,
  options: SelectFeaturesOptions,
): Promise<Selection> {
  const { correlation: limit, most, parameters, random } = options;
  const labels = labelsOf(table, rows);
  const rank = async (names: readonly string[]) => {
    const matrix = matrixOf(table, rows, names);
    const gains = importances(
      await trainTrees(matrix, labels, parameters, {
        random: random.fork(`ranking ${names.length}`),
        threads: 1,
      }),
      "totalGain",
    );
    const total = gains.reduce((sum, gain) => sum + gain, 0);
    return names
      .map((name, index) => ({ name, importance: total > 0 ? (gains[index] as number) / total : 0 }))
      .sort((a, b) => b.importance - a.importance);
  };
  const ranking = await rank(table.names);
  const verdicts = new Map<string, FeatureVerdict["because"]>();
  const all = matrixOf(table, rows);
  let left: string[] = [];
  for (const { name } of ranking) {
    const like = mostLike(all, name, left);
    if (like !== undefined && Math.abs(like.correlation) > limit) verdicts.set(name, like);
    else left.push(name);
  }
  while (left.length > most) {
    const ordered = await rank(left);
    const stay = Math.max(most, Math.floor(ROUND * left.length));
    for (const { name } of ordered.slice(stay)) verdicts.set(name, "little gain");
    left = ordered.slice(0, stay).map(({ name }) => name);
  }
  return {
    kept: left,
    report: ranking.map(({ name, importance }) => {
      const because = verdicts.get(name);
      return { name, importance, kept: because === undefined, ...(because === undefined ? {} : { because }) };
    }),
  };
}

function mostLike(matrix: Matrix, name: string, others: readonly string[]) {
  const column = (of: string) => {
    const index = matrix.names?.indexOf(of) ?? -1;
    return matrix.data.subarray(index * matrix.rows, (index + 1) * matrix.rows);
  };
  const own = column(name);
  let most: { readonly like: string; readonly correlation: number } | undefined;
  for (const like of others) {
    const correlation = pearson(own, column(like));
    if (Math.abs(correlation) > Math.abs(most?.correlation ?? 0)) most = { like, correlation };
  }
  return most;
}
