import type { Random } from "@wristprint/core";
import { importances, type Matrix, type TreeParameters } from "@wristprint/trees";
import { matrixOf } from "../training/feature-table.js";
import { fitTrees } from "../training/fit-trees.js";
import type { TrainingRows } from "../training/training-rows.js";
import { pearson } from "./pearson.js";
import { worthOf } from "./worth.js";

export interface SelectFeaturesOptions {
  /** Of two features that correlate by more than this, in either direction, the less important goes. */
  readonly correlation: number;
  /** How many stay at most. */
  readonly most: number;
  /** Of the trees that rank all features. */
  readonly ranking: Partial<TreeParameters>;
  /** Of the trees whose decisions tell what a feature is worth. */
  readonly worth: Partial<TreeParameters>;
  /** For folds, and parameters that sample rows or features. */
  readonly random: Random;
}

/** What became of a feature. */
export interface FeatureVerdict {
  readonly name: string;
  /** Its share of the gain of all splits, among all features at first. */
  readonly importance: number;
  readonly kept: boolean;
  /** Why it went: too like a feature that stays, or too little gained by it in deciding what trees had not seen. */
  readonly because?: { readonly like: string; readonly correlation: number } | "little gain";
}

export interface Selection {
  /** What stays, most important first. */
  readonly kept: readonly string[];
  /** Every feature, most important first. */
  readonly report: readonly FeatureVerdict[];
}

/**
 * Chooses features on training rows: trees rank them by total gain; down the ranking, what is too like a feature before it
 * goes; then, round by round, what is worth least in deciding left-out tracks (`worth.ts`) goes, until `most` are left. Gain
 * alone favours what trees split by often, which is not what tells the hard tracks apart.
 */
export async function selectFeatures(
  training: TrainingRows,
  rows: readonly number[],
  options: SelectFeaturesOptions,
): Promise<Selection> {
  const { correlation: limit, most, ranking: parameters, worth, random } = options;
  const { table } = training;
  const { names } = table;
  const model = await fitTrees(training, rows, { names, parameters, random: random.fork("ranking") });
  const gains = importances(model, "totalGain");
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const ranking = names
    .map((name, index) => ({ name, importance: total > 0 ? (gains[index] as number) / total : 0 }))
    .sort((a, b) => b.importance - a.importance);
  const verdicts = new Map<string, FeatureVerdict["because"]>();
  const all = matrixOf(table, rows);
  let left: string[] = [];
  for (const { name } of ranking) {
    const like = mostLike(all, name, left);
    if (like !== undefined && Math.abs(like.correlation) > limit) verdicts.set(name, like);
    else left.push(name);
  }
  while (left.length > most) {
    const own = random.fork(`worth of ${left.length}`);
    const worths = await worthOf(training, rows, { names: left, parameters: worth, random: own });
    const ordered = left
      .map((name, index) => ({ name, worth: worths[index] as number }))
      .sort((a, b) => b.worth - a.worth);
    // Half of what is too many goes, at the end one by one: what is worth little beside many can be worth much beside few.
    const stay = left.length - Math.max(1, Math.floor((left.length - most) / 2));
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
