/** `experiments/index.csv`: a row for every measured figure that README.md and docs/results.md tell. */
import { readFileSync } from "node:fs";
import { UsageError } from "../usage-error.js";
import { parseCsv } from "./parse-csv.js";

/** The columns, in order. */
export const INDEX_COLUMNS = [
  /** README.md's heading, up to its first comma, or one of the page's own. */
  "section",
  /** What was measured: the experiment's name, or the row's first cell in README.md. */
  "what",
  /** `experiments/NAME.json`, where there is one. */
  "experiment",
  "metric",
  /** In one decision. */
  "blocks",
  /** As it is told, with its unit. */
  "ours",
  /** Ends of the 95 % interval. */
  "low",
  "high",
  /** Somebody else's figure, and where it stands. */
  "published",
  "source",
  /** What was trained on, what tested on, and the seed. */
  "protocol",
  "command",
  /** The command took, on two cores; empty where that was not kept. */
  "minutes",
  /** The figure was written down, YYYY-MM-DD. */
  "date",
  /**
   * Where the figure stands in what the command prints with --json, as `figureInResult` of ../evidence reads it; empty where
   * it does not stand there.
   */
  "result",
] as const;

export type ResultRow = Readonly<Record<(typeof INDEX_COLUMNS)[number], string>>;

const REQUIRED = ["section", "what", "metric", "ours", "protocol", "command", "date"] as const;

/**
 * Reads the index.
 * @throws UsageError that names file, line and what was expected
 */
export function readResultIndex(file: string): ResultRow[] {
  const [header, ...records] = recordsOf(file);
  if (header?.fields.join() !== INDEX_COLUMNS.join()) {
    throw new UsageError(`${file}, line 1: the columns ${INDEX_COLUMNS.join()} expected`);
  }
  return records.map(({ line, fields }) => {
    const refuse = (expected: string) => new UsageError(`${file}, line ${line}: ${expected} expected`);
    if (fields.length !== INDEX_COLUMNS.length) {
      throw refuse(`${INDEX_COLUMNS.length} fields, found ${fields.length},`);
    }
    const row = Object.fromEntries(INDEX_COLUMNS.map((column, at) => [column, fields[at]])) as ResultRow;
    const missing = REQUIRED.find((column) => row[column] === "");
    if (missing !== undefined) throw refuse(`${missing}: a text`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(row.date)) throw refuse("date: YYYY-MM-DD");
    for (const column of ["blocks", "minutes"] as const) {
      if (!/^(\d+(\.\d+)?)?$/.test(row[column])) throw refuse(`${column}: a number, or nothing,`);
    }
    if ((row.low === "") !== (row.high === "")) throw refuse("low and high: both or none");
    if ((row.published === "") !== (row.source === "")) throw refuse("published and source: both or none");
    return row;
  });
}

function recordsOf(file: string) {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file}: the index of results expected, found none (${code})`);
  }
  try {
    return parseCsv(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file}, ${error.message}`);
    throw error;
  }
}
