import type { OutcomeShares, VerificationResult } from "@wristprint/recognition";
import { countOf, formatFigure, table } from "./table.js";

/** An encoder's figures for a person. */
export function describeVerification(result: VerificationResult): string {
  const { subjects, sessions, referenceBlocks, byBlocks, sequential } = result;
  const { fewest, most } = referenceBlocks;
  const rows = byBlocks.map((figures) => [
    String(figures.blocks),
    formatFigure(figures.auc),
    figures.aucInterval.map(formatFigure).join("–"),
    formatFigure(figures.eer),
    formatFigure(figures.fnmrAtFmr1),
    formatFigure(figures.gini),
    formatFigure(figures.cllr),
    formatFigure(figures.cllrMin),
    formatFigure(figures.cosine.auc),
    figures.comparisons.mated,
    figures.comparisons.nonMated,
  ]);
  const header = [
    "blocks",
    "AUC",
    "95 %",
    "EER",
    "FNMR at FMR 1 %",
    "Gini",
    "Cllr",
    "least",
    "cosine AUC",
    "mated",
    "non-mated",
  ];
  return [
    `${countOf(subjects, "person", "people")} enrolled with ${fewest} to ${most} blocks, ${countOf(sessions.probe, "session")} to probe`,
    "",
    table(header, rows),
    "",
    `Sequential test at FMR ${sequential.fmr} and FNMR ${sequential.fnmr}, up to ${sequential.looks} blocks:`,
    table(
      ["session is of", "sessions", "accepted", "rejected", "undecided", "blocks to a decision"],
      [outcomes("the person", sequential.mated), outcomes("another", sequential.nonMated)],
    ),
  ].join("\n");
}

function outcomes(whose: string, shares: OutcomeShares): (string | number)[] {
  const { sequences, accepted, rejected, undecided, blocksToDecision } = shares;
  const mean = blocksToDecision === null ? "–" : blocksToDecision.toFixed(1);
  return [whose, sequences, formatFigure(accepted), formatFigure(rejected), formatFigure(undecided), mean];
}
