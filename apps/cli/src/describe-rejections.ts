import { describeRejection, type Rejections } from "@wristprint/datasets";
import { countOf } from "./table.js";

/** Reasons shown to a person; the JSON has those the report kept. */
const SHOWN = 3;

/** What was left out of a data set, in a line or a few; nothing where nothing was. */
export function describeRejections({ count, rows, files, reasons }: Rejections): string[] {
  if (count === 0) return [];
  const shown = reasons.slice(0, SHOWN).map((reason) => `  ${describeRejection(reason)}`);
  const more = count > shown.length ? [`  and ${countOf(count - shown.length, "other")}`] : [];
  return [`Left out: ${countOf(rows, "row")} and ${countOf(files, "file")}`, ...shown, ...more];
}
