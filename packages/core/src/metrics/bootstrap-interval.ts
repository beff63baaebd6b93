import type { Random } from "../random.js";
import { quantile } from "./mean.js";
import { checkLength, MetricError } from "./metric-error.js";

export interface BootstrapIntervalOptions {
  /** For each item, the subject it is of: items of one subject resemble each other and are drawn together. */
  readonly subject: ArrayLike<number>;
  /** For each item, its session, numbered within the subject or throughout. Default: one session a subject. */
  readonly session?: ArrayLike<number>;
  /**
   * The figure, from the items at these indices (an index may repeat). A {@link MetricError} says that a
   * draw cannot be measured (no mated score in it, say): the draw counts as refused.
   */
  readonly statistic: (indices: Int32Array) => number;
  /** Draws. Default 1000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  readonly random: Random;
}

export interface BootstrapInterval {
  /** The statistic of all items. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Draws that went into the interval. */
  readonly resamples: number;
  /** Draws that could not be measured. */
  readonly refused: number;
}

/**
 * A percentile confidence interval from a bootstrap in two stages: subjects are drawn with replacement, as
 * many as there are; then, within each drawn subject, its sessions, as many as it has; a drawn session
 * brings all its items. With few subjects the interval is too narrow rather than too wide. Sources: Efron
 * and Tibshirani, "An introduction to the bootstrap" (1993), chapter 13; Davison and Hinkley, "Bootstrap
 * methods and their application" (1997), section 3.8.
 *
 * @throws MetricError `empty` without items or when more than half of the draws are refused,
 *   `length-mismatch`, `out-of-range`; and what the statistic throws on all items.
 */
export function bootstrapInterval(options: BootstrapIntervalOptions): BootstrapInterval {
  const { subject, session, statistic, random } = options;
  const resamples = options.resamples ?? 1000;
  const level = options.level ?? 0.95;
  if (!(Number.isInteger(resamples) && resamples > 0 && level > 0 && level < 1)) {
    throw new MetricError(
      "out-of-range",
      `resamples above 0 and a level between 0 and 1 expected, got ${resamples}, ${level}`,
    );
  }
  if (subject.length === 0) throw new MetricError("empty", "at least one item expected, got none");
  if (session) checkLength("session", session, subject.length);

  const estimate = statistic(Int32Array.from({ length: subject.length }, (_, i) => i));
  const subjects = itemsBySubjectAndSession(subject, session);
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    try {
      values.push(statistic(drawItems(subjects, random)));
    } catch (error) {
      if (!(error instanceof MetricError)) throw error;
    }
  }
  const refused = resamples - values.length;
  if (refused > resamples / 2) {
    throw new MetricError(
      "empty",
      `${refused} of ${resamples} draws could not be measured: too few subjects`,
    );
  }
  const low = quantile(values, (1 - level) / 2);
  const high = quantile(values, (1 + level) / 2);
  return { estimate, low, high, level, resamples: values.length, refused };
}

function itemsBySubjectAndSession(
  subject: ArrayLike<number>,
  session: ArrayLike<number> | undefined,
): number[][][] {
  const subjects = new Map<number, Map<number, number[]>>();
  for (let i = 0; i < subject.length; i++) {
    const sessions = subjects.get(subject[i]) ?? new Map<number, number[]>();
    subjects.set(subject[i], sessions);
    const key = session?.[i] ?? 0;
    const items = sessions.get(key);
    if (items) items.push(i);
    else sessions.set(key, [i]);
  }
  return Array.from(subjects.values(), (sessions) => [...sessions.values()]);
}

function drawItems(subjects: readonly (readonly (readonly number[])[])[], random: Random): Int32Array {
  const drawn: (readonly number[])[] = [];
  let count = 0;
  for (let s = 0; s < subjects.length; s++) {
    const sessions = subjects[random.integer(subjects.length)];
    for (let k = 0; k < sessions.length; k++) {
      const items = sessions[random.integer(sessions.length)];
      drawn.push(items);
      count += items.length;
    }
  }
  const indices = new Int32Array(count);
  let at = 0;
  for (const items of drawn) {
    indices.set(items, at);
    at += items.length;
  }
  return indices;
}
