import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { DatasetFormat, SessionLines, SessionPlace } from "../formats/format.js";
import type { Ledger } from "../report.js";
import { createEventColumns } from "./event-columns.js";
import { createEventKeeper } from "./event-keeper.js";
import { CHUNK_BYTES, fileLines, type LineBlock } from "./file-lines.js";
import { readFailure } from "./read-failure.js";
import { createRowParser, quoted } from "./row-parser.js";
import type { SessionLine, SessionReader } from "./session-file.js";

interface LinePlace {
  readonly dir: string;
  readonly path: string;
  /** The file's place; a line's session is named behind the file's. */
  readonly place: SessionPlace;
}

/**
 * Finds the sessions of a file that has one a line. Lines that are none are entered in the ledger, as is a file without
 * one or that cannot be read.
 */
export function* lineSessions(
  { dir, path, place }: LinePlace,
  format: SessionLines,
  ledger: Ledger,
  block: LineBlock,
): Generator<SessionPlace & { path: string; line: SessionLine }, void, undefined> {
  let found = 0;
  let seen = 0;
  try {
    for (const { bytes, starts, ends, count, firstLine, offset, overlong } of fileLines(
      join(dir, path),
      block,
    )) {
      for (let i = 0; i < count; i++) {
        const start = starts[i] as number;
        const end = ends[i] as number;
        if (end === start) continue;
        seen++;
        const number = firstLine + i;
        const isCut = overlong && i === count - 1;
        const split = isCut ? undefined : format.split(bytes.toString("latin1", start, end));
        if (split === undefined) {
          const expected = isCut ? `a line of at most ${CHUNK_BYTES} bytes` : format.expected;
          ledger.rejectRow({ file: path, line: number, expected, found: quoted(bytes, start, end) });
          continue;
        }
        const { session, genuine, rows } = split;
        const line = { number, start: offset + start + rows[0], end: offset + start + rows[1] };
        yield { ...place, session: place.session + session, genuine, path, line };
        found++;
      }
    }
  } catch (error) {
    return ledger.rejectFile({ file: path, line: null, ...readFailure(error) });
  }
  if (found > 0) return;
  const instead = seen === 0 ? "an empty file" : `${seen} lines, none of them one`;
  ledger.rejectFile({ file: path, line: null, expected: format.expected, found: instead });
}

const SEMICOLON = 59;

/** A reader of sessions that are a line each. As {@link SessionReader}, it throws nothing for what a file holds. */
export function createLineReader(dir: string, format: DatasetFormat, ledger: Ledger): SessionReader {
  const parser = createRowParser(format, format.columns);
  const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
  // A row is two bytes with its semicolon, at the least.
  const batch = createEventColumns(CHUNK_BYTES / 2);

  return function* readLine({ path: file, line }) {
    if (line === undefined) return;
    const keep = createEventKeeper(format, ledger, batch);
    const { number, start, end } = line;
    const length = end - start;
    batch.count = 0;
    try {
      if (readPart(join(dir, file), bytes, start, length) < length) {
        const expected = "a file that stays as it is while it is read";
        return ledger.rejectFile({ file, line: number, expected, found: "a shorter one" });
      }
    } catch (error) {
      return ledger.rejectFile({ file, line: number, ...readFailure(error) });
    }
    for (let from = 0; from < length; ) {
      let to = bytes.indexOf(SEMICOLON, from);
      if (to < 0 || to > length) to = length;
      if (to > from) {
        if (parser.parse(bytes, from, to)) keep(parser.row);
        else ledger.rejectRow({ file, line: number, ...parser.explain(bytes, from, to) });
      }
      from = to + 1;
    }
    if (batch.count > 0) yield batch;
    else ledger.rejectFile({ file, line: number, expected: "at least one usable point", found: "none" });
  };
}

function readPart(path: string, bytes: Buffer, start: number, length: number): number {
  const file = openSync(path, "r");
  try {
    let read = 0;
    while (read < length) {
      const more = readSync(file, bytes, read, length - read, start + read);
      if (more === 0) break;
      read += more;
    }
    return read;
  } finally {
    closeSync(file);
  }
}
