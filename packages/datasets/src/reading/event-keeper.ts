import { buttonCode, eventKindCode } from "@wristprint/core";
import type { DatasetFormat } from "../formats/format.js";
import type { Ledger } from "../report.js";
import type { EventColumns } from "./event-columns.js";
import type { ParsedRow } from "./row-parser.js";

const MOVE = eventKindCode("move");
const DRAG = eventKindCode("drag");
const PRESS = eventKindCode("press");
const RELEASE = eventKindCode("release");
const NO_BUTTON = buttonCode("none");

/** Takes one session's rows; true when the batch is full and must be emptied before the next row. */
export type EventKeeper = (row: ParsedRow) => boolean;

/**
 * Turns one session's rows into events of a batch: times count from the first row, repeats are told once,
 * drags are told from moves where the format asks for it. Counts repeats and backward times in the ledger.
 */
export function createEventKeeper(format: DatasetFormat, ledger: Ledger, batch: EventColumns): EventKeeper {
  const repeatWithinMs = format.repeatWithinMs ?? -1;
  const dragsAreMoves = format.dragsAreMoves ?? false;
  const capacity = batch.tMs.length;
  let originMs: number | undefined;
  let held = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastX = 0;
  let lastY = 0;
  let lastKind = -1;
  let lastButton = -1;

  return ({ clockMs, x, y, kind: kindTold, button }) => {
    originMs ??= clockMs;
    const tMs = clockMs - originMs;
    let kind = kindTold;
    if (dragsAreMoves) {
      if (kind === PRESS) held |= 1 << button;
      else if (kind === RELEASE) held &= ~(1 << button);
      else if (kind === MOVE && button === NO_BUTTON && held !== 0) kind = DRAG;
    }
    const repeats = x === lastX && y === lastY && kind === lastKind && button === lastButton;
    if (repeats && Math.abs(tMs - lastMs) <= repeatWithinMs) {
      ledger.merged++;
      return false;
    }
    if (tMs < lastMs) ledger.backwards++;
    lastMs = tMs;
    lastX = x;
    lastY = y;
    lastKind = kind;
    lastButton = button;
    const at = batch.count++;
    batch.tMs[at] = tMs;
    batch.x[at] = x;
    batch.y[at] = y;
    batch.kind[at] = kind;
    batch.button[at] = button;
    return batch.count === capacity;
  };
}
