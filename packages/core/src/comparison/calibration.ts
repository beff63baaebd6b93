import { CoreError } from "../core-error.js";
import { fitLogistic, type LogisticLine } from "./logistic-fit.js";

/**
 * From a score to a log-likelihood ratio: a line for each fitted number of reference blocks and of probe blocks.
 * A score means more the more blocks it rests on, on either side.
 */
export interface Calibration {
  /** Fitted numbers, ascending. */
  readonly referenceBlocks: readonly number[];
  readonly probeBlocks: readonly number[];
  /** [referenceBlocks][probeBlocks] */
  readonly slopes: readonly (readonly number[])[];
  readonly offsets: readonly (readonly number[])[];
}

/** Scores of comparisons in which both sides have so many blocks. */
export interface CalibrationScores {
  readonly referenceBlocks: number;
  readonly probeBlocks: number;
  readonly mated: ArrayLike<number>;
  readonly nonMated: ArrayLike<number>;
}

/**
 * Fits a line to each pair of numbers of blocks; every number of reference blocks must come with every number of
 * probe blocks.
 *
 * @throws CoreError `empty` where a pair is missing; as {@link fitLogistic}.
 */
export function fitCalibration(cells: readonly CalibrationScores[]): Calibration {
  const referenceBlocks = ascending(cells.map((cell) => cell.referenceBlocks));
  const probeBlocks = ascending(cells.map((cell) => cell.probeBlocks));
  const lines = referenceBlocks.map((reference) =>
    probeBlocks.map((probe) => {
      const cell = cells.find((one) => one.referenceBlocks === reference && one.probeBlocks === probe);
      if (cell) return fitLogistic(cell.mated, cell.nonMated);
      throw new CoreError(
        "empty",
        `no scores of ${reference} reference and ${probe} probe blocks to calibrate`,
      );
    }),
  );
  return {
    referenceBlocks,
    probeBlocks,
    slopes: lines.map((row) => row.map(({ slope }) => slope)),
    offsets: lines.map((row) => row.map(({ offset }) => offset)),
  };
}

/**
 * The line for a pair of numbers: between fitted ones, slope and offset are interpolated over the logarithm of the
 * number; beyond the outermost, those stand.
 */
export function calibrationLine(
  { referenceBlocks, probeBlocks, slopes, offsets }: Calibration,
  reference: number,
  probe: number,
): LogisticLine {
  const row = place(referenceBlocks, reference);
  const column = place(probeBlocks, probe);
  return { slope: between(slopes, row, column), offset: between(offsets, row, column) };
}

interface Place {
  readonly low: number;
  readonly high: number;
  readonly part: number;
}

function between(table: readonly (readonly number[])[], row: Place, column: Place): number {
  const low = along(table[row.low], column);
  return low + row.part * (along(table[row.high], column) - low);
}

function along(line: readonly number[], { low, high, part }: Place): number {
  return line[low] + part * (line[high] - line[low]);
}

/** Between which two fitted numbers a number lies, and how far along. */
function place(fitted: readonly number[], value: number): Place {
  const next = fitted.findIndex((one) => one >= value);
  const high = next === -1 ? fitted.length - 1 : next;
  const low = next < 1 || fitted[high] === value ? high : high - 1;
  if (low === high) return { low, high, part: 0 };
  return { low, high, part: Math.log(value / fitted[low]) / Math.log(fitted[high] / fitted[low]) };
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
