import { join } from "node:path";
import type { PooledMetric, UserMetric } from "@wristprint/recognition";
import type { FinishedRun } from "./run-definition.js";
import { formatFigure, formatSeconds, table } from "./table.js";

const TITLES = [
  ["auc", "AUC"],
  ["accuracy", "accuracy"],
  ["eer", "EER"],
  ["fnmrAtFmr1", "FNMR at FMR 1 %"],
] as const;

/** A run's figures for a person: the headline, every user's, and where the rest is. */
export function describeRun(run: FinishedRun): string {
  const { name, seed, seconds, out, files } = run;
  const report = files.includes("report.html") ? [`Report: ${join(out, "report.html")}`] : [];
  return [
    `${name}, seed ${seed}, ${formatSeconds(seconds)}`,
    "",
    headlineTable(run),
    ...learntFromLine(run),
    "",
    userTable(run),
    "",
    `Files: ${out}`,
    ...report,
  ].join("\n");
}

/** Beside figures of unseen impostors, what those are worth whom the models learnt from. */
function learntFromLine({ metrics }: FinishedRun): string[] {
  const [first] = metrics.impostorsLearntFrom ?? [];
  if (first === undefined) return [];
  const { auc, accuracy, eer } = first;
  const figures = `AUC ${formatFigure(auc)}, accuracy ${formatFigure(accuracy)}, EER ${formatFigure(eer)}`;
  return [`Impostors never seen by the models; against those they learnt from: ${figures}`];
}

/** Each figure over all users. */
export function headlineTable({ metrics }: FinishedRun): string {
  const rows = TITLES.flatMap(([key, title]) => {
    const metric = metrics[key];
    return metric === undefined ? [] : [[title, ...headline(metric)]];
  });
  return table(["figure", "value", "sd over users", "Gini"], rows);
}

function headline(metric: UserMetric | PooledMetric): string[] {
  return "value" in metric
    ? [formatFigure(metric.value), "", ""]
    : [formatFigure(metric.mean), formatFigure(metric.sd), formatFigure(metric.gini)];
}

function userTable({ metrics }: FinishedRun): string {
  const present = TITLES.filter(([key]) => metrics[key] !== undefined);
  const users = Object.keys(metrics.auc?.perUser ?? metrics.accuracy?.perUser ?? {});
  const rows = users.map((user) => [
    user,
    ...present.map(([key]) => formatFigure(metrics[key]?.perUser[user])),
  ]);
  return table(["user", ...present.map(([, title]) => title)], rows);
}
