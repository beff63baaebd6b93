import type { LivenessFigures } from "@wristprint/liveness";
import { table } from "./table.js";

/** Figures of people and machines told apart, in a few lines and a table of families. */
export function describeLiveness(figures: LivenessFigures): string {
  const { precision, recall, accuracy, auc, apcer, bpcer, apcerAtBpcer1, humans, machines, tooShort } =
    figures;
  const lines = [
    `people ${humans}, machines ${machines}, too short to tell ${tooShort}`,
    `precision ${percent(precision)}, recall ${percent(recall)} of people, accuracy ${percent(accuracy)}, AUC ${auc?.toFixed(5) ?? "–"}`,
    `APCER ${percent(apcer)}, BPCER ${percent(bpcer)}, APCER at a BPCER of 1 %: ${percent(apcerAtBpcer1)}`,
    "",
  ];
  const rows = figures.families.map(({ family, human, tracks, wrong }) => [
    family,
    human ? "people" : "machines",
    tracks,
    percent(wrong),
  ]);
  return `${lines.join("\n")}\n${table(["family", "of", "tracks", "taken for the other"], rows)}`;
}

export function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}
