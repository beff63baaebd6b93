import { checkLength, MetricError } from "./metric-error.js";

export interface AverageConsecutiveOptions {
  /** Blocks whose scores are averaged; Infinity for all of a run. */
  readonly blocks: number;
  /** Scores in a row: 1, or the number of classes. Default 1. */
  readonly columns?: number;
  /** For each row, whose it is. Rows of one user stand together, in order of time. */
  readonly user: ArrayLike<number>;
  /** For each row, its session; given, no group crosses a session's border. */
  readonly session?: ArrayLike<number>;
  /**
   * What becomes of the last rows of a user (or session), when they are too few for a group. `drop`: nothing,
   * all groups hold equally many. `keep`: they are a group of their own. Default `drop`, but with an infinite
   * number of blocks always `keep`.
   */
  readonly remainder?: "drop" | "keep";
}

export interface AveragedScores {
  /** [groups, columns], the mean of each group's rows */
  readonly scores: Float64Array;
  /** For each group, its first row: look up whose it is there. */
  readonly first: Int32Array;
  /** For each group, how many rows it holds. */
  readonly length: Int32Array;
}

/**
 * Averages the scores of consecutive blocks, group by group without overlap; a change of user (or of session,
 * where given) starts a new group. With an infinite number of blocks this is the session-based (without
 * `session`, the user-based) evaluation. For log-probabilities, give the logarithms.
 *
 * @param scores [rows, columns]
 * @throws MetricError `out-of-range` for a number of blocks or columns that is not a positive integer,
 *   `shape-mismatch`, `length-mismatch`.
 */
export function averageConsecutive(
  scores: ArrayLike<number>,
  options: AverageConsecutiveOptions,
): AveragedScores {
  const { blocks, user, session } = options;
  const columns = options.columns ?? 1;
  if (!(blocks > 0 && (Number.isInteger(blocks) || blocks === Infinity))) {
    throw new MetricError("out-of-range", `blocks: a positive integer or Infinity expected, got ${blocks}`);
  }
  if (!(Number.isInteger(columns) && columns > 0)) {
    throw new MetricError("out-of-range", `columns: a positive integer expected, got ${columns}`);
  }
  if (scores.length % columns !== 0) {
    throw new MetricError("shape-mismatch", `${scores.length} scores are no whole rows of ${columns}`);
  }
  const rows = scores.length / columns;
  checkLength("user", user, rows);
  if (session) checkLength("session", session, rows);
  const keepAll = options.remainder === "keep" || blocks === Infinity;

  const means: number[] = [];
  const firsts: number[] = [];
  const lengths: number[] = [];
  let first = 0;
  for (let row = 1; row <= rows; row++) {
    const length = row - first;
    const runEnds = row === rows || user[row] !== user[row - 1] || session?.[row] !== session?.[row - 1];
    if (!runEnds && length < blocks) continue;
    if (length === blocks || keepAll) {
      for (let c = 0; c < columns; c++) {
        let sum = 0;
        for (let i = first; i < row; i++) sum += scores[i * columns + c];
        means.push(sum / length);
      }
      firsts.push(first);
      lengths.push(length);
    }
    first = row;
  }
  return {
    scores: Float64Array.from(means),
    first: Int32Array.from(firsts),
    length: Int32Array.from(lengths),
  };
}
