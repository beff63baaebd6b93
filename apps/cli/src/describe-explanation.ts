import type { SessionExplanation } from "@wristprint/recognition";
import { countOf, table } from "./table.js";

const MEASURES = {
  logOdds: "log-odds, the mean of the blocks'",
  logLikelihoodRatio: "log-likelihood ratio of all blocks together",
} as const;

/** How many stretches are told of either kind. */
const TOLD = 5;

/** What spoke most for and against, for a person. */
export function describeExplanation(explanation: SessionExplanation): string {
  const { claimed, subject, session, evidence, measure, blocks, steps, stretches } = explanation;
  const ranked = [...stretches].sort((a, b) => b.spokeFor - a.spokeFor);
  const forThem = ranked.slice(0, TOLD).filter(({ spokeFor }) => spokeFor > 0);
  const against = ranked
    .slice(-TOLD)
    .reverse()
    .filter(({ spokeFor }) => spokeFor < 0);
  const rows = [...forThem, ...against].map(({ block, startMs, endMs, spokeFor }) => [
    `${(startMs / 1000).toFixed(1)}–${(endMs / 1000).toFixed(1)}`,
    String(block + 1),
    signed(spokeFor),
  ]);
  return [
    `Was ${subject}/${session} ${claimed}? ${signed(evidence)}, ${MEASURES[measure]} (${countOf(blocks.length, "block")})`,
    "",
    `What spoke most, of ${countOf(stretches.length, "stretch", "stretches")} of ${steps} differences that were hidden in turn:`,
    table(["seconds", "block", `for ${claimed}`], rows),
  ].join("\n");
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
