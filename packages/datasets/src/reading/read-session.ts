import { join } from "node:path";
import { buttonCode, eventKindCode } from "@wristprint/core";
import type { DatasetFormat } from "../formats/format.js";
import type { Ledger } from "../report.js";
import { createEventColumns, type EventColumns } from "./event-columns.js";
import { CHUNK_BYTES, fileLines } from "./file-lines.js";
import { createRowParser, quoted, type RowParser } from "./row-parser.js";

const MOVE = eventKindCode("move");
const DRAG = eventKindCode("drag");
const PRESS = eventKindCode("press");
const RELEASE = eventKindCode("release");
const NO_BUTTON = buttonCode("none");

/** Events per batch. */
const BATCH_EVENTS = 8192;

/**
 * Reads one session's file and yields its events in batches; a batch's arrays are overwritten by the next.
 * Times are made to count from the file's first usable event. Rows that are not of the format, and files with
 * no usable row, are entered in the ledger and left out; blank lines are passed over. Throws nothing for what
 * a file holds or for a file that cannot be read.
 */
export function* readSession(
  dir: string,
  file: string,
  format: DatasetFormat,
  ledger: Ledger,
): Generator<EventColumns, void, undefined> {
  const keep = createKeeper(format, ledger);
  let parser = format.header ? undefined : createRowParser(format, format.columns);
  const rejectFile = (line: number | null, expected: string, found: string) =>
    ledger.rejectFile({ file, line, expected, found });
  let rows = 0;
  let empty = true;
  try {
    for (const block of fileLines(join(dir, file))) {
      const { bytes, starts, ends } = block;
      empty = false;
      for (let i = 0; i < block.count; i++) {
        const start = starts[i] as number;
        const end = ends[i] as number;
        const line = block.firstLine + i;
        if (parser === undefined) {
          parser = parserFromHeader(format, bytes.toString("utf8", start, end));
          if (parser !== undefined) continue;
          rejectFile(
            line,
            `a header with the columns ${format.columns.join(",")}`,
            quoted(bytes, start, end),
          );
          return;
        }
        if (end === start) continue;
        rows++;
        if (block.overlong && i === block.count - 1) {
          const found = `a longer one that begins ${quoted(bytes, start, end)}`;
          ledger.rejectRow({ file, line, expected: `a line of at most ${CHUNK_BYTES} bytes`, found });
        } else if (parser.parse(bytes, start, end)) {
          if (keep.add(parser)) {
            yield keep.batch;
            keep.batch.count = 0;
          }
        } else {
          ledger.rejectRow({ file, line, ...parser.explain(bytes, start, end) });
        }
      }
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    rejectFile(null, "a readable file", `${code} from ${syscall}`);
    if (keep.events === 0) return;
    // What was read before the failure is good, and part of it has been handed out.
  }
  if (keep.batch.count > 0) yield keep.batch;
  if (keep.events > 0) return;
  if (empty) rejectFile(null, "events", "an empty file");
  else
    rejectFile(null, "at least one usable event", rows === 0 ? "none" : `${rows} rows, none of them usable`);
}

function parserFromHeader(format: DatasetFormat, header: string): RowParser | undefined {
  const names = header.split(",");
  const usable = format.columns.every(
    (name) => names.indexOf(name) === names.lastIndexOf(name) && names.includes(name),
  );
  return usable ? createRowParser(format, names) : undefined;
}

/** Collects rows into batches: times from the first event on, repeats told once, drags told from moves. */
function createKeeper(format: DatasetFormat, ledger: Ledger) {
  const batch = createEventColumns(BATCH_EVENTS);
  const repeatWithinMs = format.repeatWithinMs ?? -1;
  const dragsAreMoves = format.dragsAreMoves ?? false;
  let originMs = 0;
  let held = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastX = 0;
  let lastY = 0;
  let lastKind = -1;
  let lastButton = -1;
  const keeper = {
    batch,
    events: 0,
    /** Takes the parser's row; true when the batch is full and must be handed on before the next row. */
    add({ row }: RowParser): boolean {
      if (keeper.events === 0) originMs = row.clockMs;
      const tMs = row.clockMs - originMs;
      let { kind } = row;
      if (dragsAreMoves) {
        if (kind === PRESS) held |= 1 << row.button;
        else if (kind === RELEASE) held &= ~(1 << row.button);
        else if (kind === MOVE && row.button === NO_BUTTON && held !== 0) kind = DRAG;
      }
      const repeats = row.x === lastX && row.y === lastY && kind === lastKind && row.button === lastButton;
      if (repeats && Math.abs(tMs - lastMs) <= repeatWithinMs) {
        ledger.merged++;
        return false;
      }
      if (tMs < lastMs) ledger.backwards++;
      lastMs = tMs;
      lastX = row.x;
      lastY = row.y;
      lastKind = kind;
      lastButton = row.button;
      const at = batch.count++;
      batch.tMs[at] = tMs;
      batch.x[at] = row.x;
      batch.y[at] = row.y;
      batch.kind[at] = kind;
      batch.button[at] = row.button;
      keeper.events++;
      return batch.count === BATCH_EVENTS;
    },
  };
  return keeper;
}
