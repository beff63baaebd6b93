/** What `wristprint experiment all` found, row by row: the published figure, the index's and the one found now. */
import { csvField } from "@wristprint/recognition";
import type { ResultRow } from "../results/result-index.js";
import { countOf, formatSeconds, table } from "../table.js";
import { figureInResult } from "./figure-in-result.js";
import type { Outcome } from "./run-commands.js";

export interface EvidenceRow extends ResultRow {
  /** The figure found now, as `ours` is written; null where there is none. */
  readonly now: string | null;
  readonly state: Outcome["state"];
  /** Why there is no result. */
  readonly reason: string | null;
  /** That its command took. */
  readonly seconds: number | null;
  /** When that was; `date` is the index's. */
  readonly measured: string | null;
}

/** A row for each row of the index whose command had its turn. */
export function evidenceRows(
  rows: readonly ResultRow[],
  outcomes: ReadonlyMap<string, Outcome>,
): EvidenceRow[] {
  return rows.flatMap((row): EvidenceRow[] => {
    const outcome = outcomes.get(row.command);
    if (outcome === undefined) return [];
    const { state } = outcome;
    if ("reason" in outcome) {
      return [{ ...row, now: null, state, reason: outcome.reason, seconds: null, measured: null }];
    }
    const { result, seconds, date } = outcome.result;
    const now = figureInResult(result, row.result, row.ours) ?? null;
    return [{ ...row, now, state, reason: null, seconds, measured: date }];
  });
}

/** For people. */
export function describeEvidence(rows: readonly EvidenceRow[], quick: boolean): string {
  const untold = rows.filter(({ now, seconds }) => now === null && seconds !== null).length;
  const note = `–: ${countOf(untold, "figure")} that a single run of the command does not print`;
  const figures = table(
    ["what", "figure, blocks", "published", "in the index", quick ? "now, quick" : "now", "took"],
    rows.map(({ what, metric, blocks, published, ours, now, seconds, state }) => [
      what,
      blocks === "" ? metric : `${metric}, ${blocks}`,
      published || "–",
      ours,
      now ?? (seconds === null ? state : "–"),
      seconds === null ? "–" : formatSeconds(seconds),
    ]),
  );
  return untold === 0 ? figures : `${figures}\n\n${note}`;
}

const COLUMNS = [
  "section",
  "what",
  "metric",
  "blocks",
  "published",
  "ours",
  "now",
  "state",
  "reason",
  "protocol",
  "command",
  "seconds",
  "measured",
] as const;

/** As a file. */
export function evidenceCsv(rows: readonly EvidenceRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => csvField(`${row[column] ?? ""}`)).join());
  return `${[COLUMNS.join(), ...lines].join("\n")}\n`;
}
