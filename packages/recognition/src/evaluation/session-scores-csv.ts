import { csvField } from "../report/csv.js";
import type { SessionComparison } from "./score-sessions.js";

const LINE_END = "\r\n";

/** A row for each comparison, as RFC 4180: account,subject,session,mated,blocks,score. */
export function sessionScoresCsv(comparisons: readonly SessionComparison[]): string {
  const rows = comparisons.map(({ account, subject, session, mated, blocks, score }) =>
    [account, subject, session, mated ? "1" : "0", String(blocks), String(score)].map(csvField).join(","),
  );
  return ["account,subject,session,mated,blocks,score", ...rows, ""].join(LINE_END);
}
