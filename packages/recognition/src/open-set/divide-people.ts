import type { Random } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";

/** People as indices, each in one part. */
export interface PeopleDivision {
  /** Those whom the system knows. */
  readonly enrolled: readonly number[];
  /** Strangers by whom the threshold is chosen. */
  readonly development: readonly number[];
  /** Strangers who are let at it then. */
  readonly test: readonly number[];
}

/**
 * People in three parts, drawn at random: a share is enrolled, the rest are strangers, half of them (rounded up) for
 * choosing thresholds and half for the test. No part is empty.
 * @param enrolledShare in (0, 1)
 * @throws RecognitionError `not-enough-data` for fewer than three people
 */
export function dividePeople(count: number, enrolledShare: number, random: Random): PeopleDivision {
  if (count < 3) {
    const needed = "at least three people are needed, one to be enrolled and two strangers";
    throw new RecognitionError("not-enough-data", `${needed}; there are ${count}`);
  }
  const drawn = [...random.shuffle(Int32Array.from({ length: count }, (_, person) => person))];
  const enrolled = Math.min(count - 2, Math.max(1, Math.round(enrolledShare * count)));
  const development = enrolled + Math.ceil((count - enrolled) / 2);
  return {
    enrolled: drawn.slice(0, enrolled),
    development: drawn.slice(enrolled, development),
    test: drawn.slice(development),
  };
}
