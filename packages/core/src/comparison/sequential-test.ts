import { CoreError } from "../core-error.js";
import { compareScores } from "../metrics/comparisons.js";
import { thresholdAtFmr } from "../metrics/threshold-at-fmr.js";

/**
 * When to stop listening. After every block the log-likelihood ratio of all blocks so far is looked at; from
 * `acceptAt` upwards the comparison is accepted, below `rejectAt` rejected, in between undecided. Looking often
 * gives a stranger often a chance, so thresholds are set by whole sequences: the share of non-mated sequences that
 * are accepted at any of their looks is at most the FMR. Wald, "Sequential tests of statistical hypotheses" (1945),
 * with thresholds measured instead of bounded, as blocks of one session are not independent.
 */
export interface SequentialThresholds {
  /** Looks that the rates hold for: after 1, 2, … so many blocks. */
  readonly looks: number;
  /** From the highest rate to the lowest; thresholds do not fall. */
  readonly accept: readonly { readonly fmr: number; readonly threshold: number }[];
  /** At most this share of mated sequences is below the threshold at any look. */
  readonly reject: { readonly fnmr: number; readonly threshold: number };
}

/** Log-likelihood ratios of comparisons after 1, 2, … blocks, an array for each sequence. */
export interface LookSequences {
  readonly mated: readonly ArrayLike<number>[];
  readonly nonMated: readonly ArrayLike<number>[];
}

export interface FitThresholdsOptions {
  /** False match rates to find a threshold for. */
  readonly fmrs: readonly number[];
  /** Share of mated sequences that may ever be rejected. */
  readonly fnmr: number;
}

/** A rate is measured only where at least so many of the sequences may be accepted. */
const FEWEST_ACCEPTED = 5;

/**
 * Thresholds from sequences of development data. Rates too low for the number of sequences are left out, so that
 * {@link acceptThreshold} goes by its bound there.
 *
 * @throws CoreError `empty` without sequences or looks, `out-of-range` for a rate outside (0, 1).
 */
export function fitThresholds(
  { mated, nonMated }: LookSequences,
  { fmrs, fnmr }: FitThresholdsOptions,
): SequentialThresholds {
  for (const rate of [...fmrs, fnmr]) checkRate("a rate", rate);
  const lowest = mated.map((looks) => extreme(looks, Math.min));
  const highest = nonMated.map((looks) => extreme(looks, Math.max));
  const strangers = compareScores(lowest, highest);
  // Turned round, mated sequences' lowest ratios are what a threshold must not let through.
  const turned = compareScores(
    [0],
    lowest.map((value) => -value),
  );
  let last = Number.NEGATIVE_INFINITY;
  const accept = [...fmrs]
    .sort((a, b) => b - a)
    .filter((fmr) => fmr * nonMated.length >= FEWEST_ACCEPTED)
    .map((fmr) => {
      last = Math.max(last, thresholdAtFmr(strangers, fmr));
      return { fmr, threshold: last };
    });
  const looks = Math.max(...[...mated, ...nonMated].map((sequence) => sequence.length));
  return { looks, accept, reject: { fnmr, threshold: -thresholdAtFmr(turned, fnmr) } };
}

/**
 * The log-likelihood ratio from which a comparison is accepted. Between two rates of the table, that of the lower
 * one. Below the table, one more natural logarithm for every e-th part of the rate, since a calibrated ratio is
 * at least t in at most e^−t of non-mated comparisons; and never below that bound itself.
 *
 * @throws CoreError `out-of-range` for a rate outside (0, 1).
 */
export function acceptThreshold({ accept }: SequentialThresholds, fmr: number): number {
  checkRate("fmr", fmr);
  const entry = accept.find((one) => one.fmr <= fmr);
  if (entry) return entry.threshold;
  const last = accept.at(-1);
  const bound = Math.log(1 / fmr);
  return last ? Math.max(bound, last.threshold + Math.log(last.fmr / fmr)) : bound;
}

export interface SequentialDecision {
  readonly outcome: "accepted" | "rejected" | "undecided";
  /** The log-likelihood ratios to reach, or to stay at or above. */
  readonly acceptAt: number;
  readonly rejectAt: number;
  /** The rate that acceptAt was set for: of one comparison, where there were several candidates. */
  readonly fmr: number;
}

/**
 * Decides after a look.
 *
 * @param candidates people who are compared with: the chance that any of them is accepted falsely is at most `fmr`,
 *   by giving each an equal part of it (Bonferroni)
 * @throws CoreError `out-of-range`, `not-a-number`.
 */
export function decideSequentially(
  thresholds: SequentialThresholds,
  logLikelihoodRatio: number,
  { fmr, candidates = 1 }: { readonly fmr: number; readonly candidates?: number },
): SequentialDecision {
  if (Number.isNaN(logLikelihoodRatio)) {
    throw new CoreError("not-a-number", "a log-likelihood ratio expected, got NaN");
  }
  if (!(Number.isInteger(candidates) && candidates >= 1)) {
    throw new CoreError("out-of-range", `candidates: a whole number from 1 on expected, got ${candidates}`);
  }
  checkRate("fmr", fmr);
  const each = fmr / candidates;
  const acceptAt = acceptThreshold(thresholds, each);
  const rejectAt = Math.min(thresholds.reject.threshold, acceptAt);
  const outcome =
    logLikelihoodRatio >= acceptAt ? "accepted" : logLikelihoodRatio < rejectAt ? "rejected" : "undecided";
  return { outcome, acceptAt, rejectAt, fmr: each };
}

function extreme(looks: ArrayLike<number>, choose: (...values: number[]) => number): number {
  if (looks.length === 0) throw new CoreError("empty", "a sequence of at least one look expected, got none");
  return choose(...Array.from(looks));
}

function checkRate(name: string, rate: number): void {
  if (!(rate > 0 && rate < 1)) {
    throw new CoreError("out-of-range", `${name} between 0 and 1 expected, got ${rate}`);
  }
}
