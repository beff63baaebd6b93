import type { OpenSetResult } from "@wristprint/recognition";
import { countOf, formatFigure, table } from "./table.js";

/** Figures of identification in an open set, for a person. */
export function describeOpenSet({ people, divisions, byBlocks }: OpenSetResult): string {
  const rows = byBlocks.flatMap(({ blocks, searches, rankOne, at }) =>
    at.map(({ target, fpir, dir }) => [
      String(blocks),
      String(target),
      formatFigure(fpir.mean),
      formatFigure(dir.mean),
      formatFigure(dir.sd),
      formatFigure(rankOne.mean),
      ...[searches.known, searches.development, searches.test].map((count) => count.toFixed(1)),
    ]),
  );
  const header = [
    "blocks",
    "FPIR set to",
    "FPIR",
    "DIR",
    "sd of DIR",
    "first, no strangers",
    "searches: known",
    "for thresholds",
    "strangers",
  ];
  const { enrolled, development, test } = people;
  return [
    `${countOf(enrolled, "person", "people")} enrolled, ${countOf(development, "stranger")} to choose thresholds by, ${test} for the test; mean of ${countOf(divisions, "division")}`,
    "",
    table(header, rows),
    "",
    "DIR: known people who are named rightly; FPIR: searches of strangers that name somebody.",
  ].join("\n");
}
