import type { SessionsResult } from "@wristprint/recognition";
import { countOf, formatFigure, table } from "./table.js";

/** Figures of whole sessions for a person. */
export function describeSessions(result: SessionsResult): string {
  const { model, protocol, sessions, comparisons, stride, blocks } = result;
  const compared =
    protocol === "claims"
      ? "each compared with the account it was recorded in"
      : `each compared with ${countOf(model.accounts, "account")}`;
  const [low, high] = result.aucInterval;
  const figures: [string, string][] = [
    [
      "AUC, all comparisons pooled",
      `${formatFigure(result.auc)} (${formatFigure(low)}–${formatFigure(high)})`,
    ],
    ["mean of the accounts' AUCs", formatFigure(result.aucMean)],
    ["EER", formatFigure(result.eer)],
    ["FNMR at FMR 1 %", formatFigure(result.fnmrAtFmr1)],
    ["Gini of the accounts' EERs", formatFigure(result.gini)],
    ...(result.accuracy === null
      ? []
      : [["sessions given to the right account", formatFigure(result.accuracy)] as [string, string]]),
  ];
  return [
    `${countOf(sessions, "session")}, ${compared}: ${countOf(comparisons.mated, "mated comparison")}, ${comparisons.nonMated} non-mated`,
    `${blocks.fewest} to ${blocks.most} blocks in a session, ${blocks.mean.toFixed(1)} on average, ${stride} differences apart`,
    ...leftOut(result),
    "",
    table(["figure", "value"], figures),
    "",
    table(
      ["account", "AUC"],
      Object.entries(result.aucPerUser).map(([account, auc]) => [account, formatFigure(auc)]),
    ),
  ].join("\n");
}

function leftOut({ protocol, tooShort, unlabelled, unknown }: SessionsResult): string[] {
  const reasons = [
    ...(tooShort > 0 ? [`${countOf(tooShort, "session")} shorter than a block`] : []),
    ...(unlabelled > 0 ? [`${countOf(unlabelled, "session")} without a label`] : []),
    ...(protocol === "claims" && unknown > 0
      ? [`${countOf(unknown, "session")} of accounts that the model does not know`]
      : []),
  ];
  return reasons.length > 0 ? [`Left out: ${reasons.join(", ")}`] : [];
}
