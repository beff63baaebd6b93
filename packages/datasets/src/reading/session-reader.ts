import { join } from "node:path";
import type { DatasetFormat } from "../formats/format.js";
import type { Ledger } from "../report.js";
import { createEventColumns } from "./event-columns.js";
import { createEventKeeper } from "./event-keeper.js";
import { CHUNK_BYTES, createLineBlock, fileLines } from "./file-lines.js";
import { readFailure } from "./read-failure.js";
import { createRowParser, quoted, type RowParser } from "./row-parser.js";
import type { SessionReader } from "./session-file.js";
import { createLineReader } from "./session-lines.js";

/** Events per batch. */
const BATCH_EVENTS = 8192;

/**
 * A reader for the session files of a folder, one after another in the same memory. Rows that are not of the
 * format, and files with no usable row, are entered in the ledger and left out; blank lines are passed over.
 * Throws nothing for what a file holds or for a file that cannot be read.
 */
export function createSessionReader(dir: string, format: DatasetFormat, ledger: Ledger): SessionReader {
  if (format.lines !== undefined) return createLineReader(dir, format, ledger);
  const lines = createLineBlock();
  const batch = createEventColumns(BATCH_EVENTS);
  const headerless = format.header ? undefined : createRowParser(format, format.columns);
  const parserFor = parsersByHeader(format);

  return function* readSession({ path: file }) {
    const keep = createEventKeeper(format, ledger, batch);
    const rejectFile = (expected: string, found: string, line: number | null = null) =>
      ledger.rejectFile({ file, line, expected, found });
    let parser = headerless;
    let rows = 0;
    let kept = 0;
    let linesRead = 0;
    let screen: { readonly width: number; readonly height: number } | undefined;
    let shares = false;
    batch.count = 0;
    try {
      for (const { bytes, starts, ends, count, firstLine, overlong } of fileLines(join(dir, file), lines)) {
        linesRead += count;
        for (let i = 0; i < count; i++) {
          const start = starts[i] as number;
          const end = ends[i] as number;
          if (format.preamble !== undefined && screen === undefined) {
            screen = format.preamble.screen(bytes.toString("utf8", start, end));
            if (screen !== undefined) continue;
            return rejectFile(format.preamble.expected, quoted(bytes, start, end), firstLine);
          }
          if (parser === undefined) {
            parser = parserFor(bytes.toString("utf8", start, end));
            if (parser !== undefined) continue;
            const expected = `a header with the columns ${format.columns.join(",")}`;
            return rejectFile(expected, quoted(bytes, start, end), firstLine);
          }
          if (end === start) continue;
          rows++;
          if (overlong && i === count - 1) {
            const found = `a longer one that begins ${quoted(bytes, start, end)}`;
            const expected = `a line of at most ${CHUNK_BYTES} bytes`;
            ledger.rejectRow({ file, line: firstLine + i, expected, found });
          } else if (!parser.parse(bytes, start, end)) {
            ledger.rejectRow({ file, line: firstLine + i, ...parser.explain(bytes, start, end) });
          } else {
            const { row } = parser;
            if (screen !== undefined) {
              if (kept + batch.count === 0) shares = isShare(row.x) && isShare(row.y) && row.x + row.y > 0;
              if (shares) {
                row.x *= screen.width;
                row.y *= screen.height;
              }
            }
            if (!keep(row)) continue;
            kept += batch.count;
            yield batch;
            batch.count = 0;
          }
        }
      }
    } catch (error) {
      // What was read before the failure is good and stays.
      ledger.rejectFile({ file, line: null, ...readFailure(error) });
      if (kept + batch.count === 0) return;
    }
    if (batch.count > 0) yield batch;
    if (kept + batch.count > 0) return;
    if (linesRead === 0) rejectFile("at least one event", "an empty file");
    else rejectFile("at least one usable event", rows === 0 ? "none" : `${rows} rows, none of them usable`);
  };
}

/** Whether a number may be a share of the screen: between 0 and 1, and no whole pixel between them. */
function isShare(value: number): boolean {
  return value >= 0 && value < 1;
}

/** Parsers by header line; files of one data set mostly share one. `undefined` for a header that lacks a column. */
function parsersByHeader(format: DatasetFormat): (header: string) => RowParser | undefined {
  let lastHeader: string | undefined;
  let lastParser: RowParser | undefined;
  return (header) => {
    if (header === lastHeader) return lastParser;
    const names = header.split(",").map((name) => format.columnAliases?.[name] ?? name);
    const once = (name: string) => names.includes(name) && names.indexOf(name) === names.lastIndexOf(name);
    lastHeader = header;
    lastParser = format.columns.every(once) ? createRowParser(format, names) : undefined;
    return lastParser;
  };
}
