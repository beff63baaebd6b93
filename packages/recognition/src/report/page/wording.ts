/** What the figures are called and mean, and how they are printed: the same words wherever they stand. */
import type { Measured, RunMetrics, Task } from "../run-summary.js";
import { fixed, percent } from "../text.js";

export type MetricKey = Exclude<keyof RunMetrics, "byBlocks" | "impostorsLearntFrom">;

export interface Wording {
  readonly key: MetricKey;
  readonly name: string;
  readonly meaning: (task: Task) => string;
  readonly print: (value: Measured | undefined) => string;
}

const AUC: Wording = {
  key: "auc",
  name: "AUC",
  meaning: () =>
    "The chance that a movement by the owner gets a higher score than one by a stranger. 1 is perfect, 0.5 is tossing a coin.",
  print: (value) => fixed(value, 3),
};

const EER: Wording = {
  key: "eer",
  name: "Equal error rate",
  meaning: () =>
    "The share of wrong decisions when the threshold is set so that turning owners away and letting strangers in are equally frequent.",
  print: (value) => percent(value),
};

const ACCURACY: Wording = {
  key: "accuracy",
  name: "Accuracy",
  meaning: (task) =>
    task === "identification"
      ? "The share of movements whose person was named rightly at the first guess."
      : "The share of movements judged rightly: the owner's accepted, a stranger's refused.",
  print: (value) => percent(value),
};

const FNMR_AT_FMR1: Wording = {
  key: "fnmrAtFmr1",
  name: "FNMR at FMR 1%",
  meaning: () => "How often the owner is turned away when only one stranger in 100 gets in.",
  print: (value) => percent(value),
};

/** The figures in the order in which a task's report gives them. */
export function wordings(task: Task): readonly Wording[] {
  return task === "identification" ? [ACCURACY, AUC, EER, FNMR_AT_FMR1] : [AUC, EER, ACCURACY, FNMR_AT_FMR1];
}
