import { buttonCode, eventKindCode } from "@wristprint/core";
import type { DatasetFormat } from "../formats/format.js";
import { type Cursor, parseNumber, scanField, scanNumber } from "./scan-number.js";
import { type WordCodes, wordCodes } from "./word-codes.js";

/** Coordinates beyond this are damage, not a screen; it also is where Float32 stops holding every whole pixel. */
export const LARGEST_COORDINATE = 2 ** 24;

/** Times beyond this (ms; some 3,000 years) are damage: no clock that counts from 1601, 1970 or boot gives them. */
export const LARGEST_TIME_MS = 1e14;

const COMMA = 44;

/** The fields of one row, filled by {@link RowParser.parse} and read before the next row. */
export interface ParsedRow {
  /** In ms, of whatever clock the file has. */
  clockMs: number;
  x: number;
  y: number;
  kind: number;
  button: number;
}

export interface Mismatch {
  readonly expected: string;
  readonly found: string;
}

/** Reads the rows of one file. */
export interface RowParser {
  readonly row: ParsedRow;
  /** Reads `bytes[start, end)` into {@link row}; false where it is not a row of the format. */
  parse(bytes: Buffer, start: number, end: number): boolean;
  /** Why {@link parse} said no: the first field that is wrong. */
  explain(bytes: Buffer, start: number, end: number): Mismatch;
}

/** A row parser for files whose columns stand in this order. Every column that the format names is among them. */
export function createRowParser(format: DatasetFormat, columns: readonly string[]): RowParser {
  const width = columns.length;
  const timeAt = columns.indexOf(format.time.column);
  const xAt = columns.indexOf(format.x);
  const yAt = columns.indexOf(format.y);
  const kindAt = format.kind === undefined ? -1 : columns.indexOf(format.kind.column);
  const buttonAt = format.button === undefined ? -1 : columns.indexOf(format.button.column);
  const { msPerUnit } = format.time;
  const kindOf = codesOf(format.kind?.words ?? {}, eventKindCode);
  const buttonOf = codesOf(format.button?.words ?? {}, buttonCode);
  // Field i lies in [fieldStarts[i], fieldStarts[i + 1] − 1).
  const fieldStarts = new Int32Array(width + 1);
  const cursor: Cursor = { at: 0 };
  const row: ParsedRow = { clockMs: 0, x: 0, y: 0, kind: eventKindCode("move"), button: buttonCode("none") };

  function split(bytes: Buffer, start: number, end: number): number {
    let fields = 1;
    fieldStarts[0] = start;
    for (let i = start; i < end; i++) {
      if (bytes[i] !== COMMA) continue;
      if (fields <= width) fieldStarts[fields] = i + 1;
      fields++;
    }
    if (fields <= width) fieldStarts[fields] = end + 1;
    return fields;
  }
  const from = (column: number) => fieldStarts[column] as number;
  const to = (column: number) => (fieldStarts[column + 1] as number) - 1;

  return {
    row,
    parse(bytes, start, end) {
      cursor.at = start;
      for (let column = 0; column < width; column++) {
        const from = cursor.at;
        if (column === timeAt) row.clockMs = scanNumber(bytes, cursor, end) * msPerUnit;
        else if (column === xAt) row.x = scanNumber(bytes, cursor, end);
        else if (column === yAt) row.y = scanNumber(bytes, cursor, end);
        else {
          scanField(bytes, cursor, end);
          // One column may hold both.
          if (column === kindAt) row.kind = kindOf(bytes, from, cursor.at);
          if (column === buttonAt) row.button = buttonOf(bytes, from, cursor.at);
        }
        // A field ends at a comma, the last one at the row's end.
        if ((cursor.at === end) !== (column === width - 1)) return false;
        cursor.at++;
      }
      // Written so that NaN fails.
      return (
        Math.abs(row.clockMs) <= LARGEST_TIME_MS &&
        Math.abs(row.x) <= LARGEST_COORDINATE &&
        Math.abs(row.y) <= LARGEST_COORDINATE &&
        row.kind >= 0 &&
        row.button >= 0
      );
    },
    explain(bytes, start, end) {
      const fields = split(bytes, start, end);
      if (fields !== width) {
        const found = `${fields} in ${quoted(bytes, start, end)}`;
        return { expected: `${width} fields (${columns.join(",")})`, found };
      }
      const field = (column: number) => quoted(bytes, from(column), to(column));
      const wrong = (column: number, expected: string) => ({ expected, found: field(column) });
      const time = parseNumber(bytes, from(timeAt), to(timeAt)) * msPerUnit;
      if (!(Math.abs(time) <= LARGEST_TIME_MS)) {
        const unit = msPerUnit === 1000 ? "s" : "ms";
        return wrong(
          timeAt,
          `a time in ${unit} of at most ${LARGEST_TIME_MS / msPerUnit} in "${columns[timeAt]}"`,
        );
      }
      for (const at of [xAt, yAt]) {
        if (!(Math.abs(parseNumber(bytes, from(at), to(at))) <= LARGEST_COORDINATE)) {
          return wrong(at, `a number of pixels of at most ${LARGEST_COORDINATE} in "${columns[at]}"`);
        }
      }
      const inKind = kindAt >= 0 && kindOf(bytes, from(kindAt), to(kindAt)) < 0;
      const at = inKind ? kindAt : buttonAt;
      const words = Object.keys((inKind ? format.kind : format.button)?.words ?? {});
      return wrong(at, `one of ${words.join(", ")} in "${columns[at]}"`);
    },
  };
}

function codesOf<Meaning extends string>(
  words: Readonly<Record<string, Meaning>>,
  codeOf: (meaning: Meaning) => number,
): WordCodes {
  return wordCodes(new Map(Object.entries(words).map(([word, meaning]) => [word, codeOf(meaning)])));
}

/** Bytes as a JSON string on one line, cut where they are long; bytes that are no UTF-8 show as U+FFFD. */
export function quoted(bytes: Buffer, start: number, end: number): string {
  const shown = 60;
  const text = JSON.stringify(bytes.toString("utf8", start, Math.min(end, start + shown)));
  return end - start > shown ? `${text}…` : text;
}
