/** Figures of identification in an open set, averaged over divisions of the people. */
import { errorRatesAt, fnmrAtFmr, mean, standardDeviation, thresholdAtFmr } from "@wristprint/core";
import type { IdentifiedSearches } from "./identify.js";

/** Over the divisions. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation over divisions, `null` for a single one. They share people: it is no standard error. */
  readonly sd: number | null;
}

/** What becomes of the test at a threshold that strangers for development chose. */
export interface OpenSetPoint {
  /** The false positive identification rate that the threshold was chosen for, at most. */
  readonly target: number;
  /** False positive identification rate: the share of strangers' searches that name somebody. */
  readonly fpir: Spread;
  /** Detection and identification rate: the share of known people's searches that name them, 1 − FNIR. */
  readonly dir: Spread;
}

export interface OpenSetFigures {
  /** Searches in the mean division. */
  readonly searches: { readonly known: number; readonly development: number; readonly test: number };
  /** The share of known people's searches whose first is the right one, as if all were known. */
  readonly rankOne: Spread;
  readonly at: readonly OpenSetPoint[];
  /** DIR by the FPIR of these very test strangers, averaged over divisions: it describes, no threshold is carried over. */
  readonly curve: readonly { readonly fpir: number; readonly dir: number }[];
}

/** FPIRs of the curve: ten in each decade, from 1 in 1,000 on. */
const CURVE_FPIRS = Array.from({ length: 31 }, (_, step) => 10 ** (-3 + step / 10));

/** @param targets FPIRs in (0, 1) */
export function openSetFigures(
  divisions: readonly IdentifiedSearches[],
  targets: readonly number[],
): OpenSetFigures {
  const average = (value: (division: IdentifiedSearches) => number) => mean(divisions.map(value));
  // Finer than one search of strangers, every curve is flat.
  const finest = 1 / Math.min(...divisions.map(({ test }) => test.nonMated.length));
  return {
    searches: {
      known: average(({ test }) => test.mated.length),
      development: average(({ development }) => development.nonMated.length),
      test: average(({ test }) => test.nonMated.length),
    },
    rankOne: spread(divisions.map(({ rankOne }) => rankOne)),
    at: targets.map((target) => {
      const rates = divisions.map(({ development, test }) =>
        errorRatesAt(test, thresholdAtFmr(development, target)),
      );
      return {
        target,
        fpir: spread(rates.map(({ fmr }) => fmr)),
        dir: spread(rates.map(({ fnmr }) => 1 - fnmr)),
      };
    }),
    curve: CURVE_FPIRS.filter((fpir) => fpir >= finest).map((fpir) => ({
      fpir,
      // −∞ is the threshold at an FPIR of 1, and those who were not first are not identified there either.
      dir: average(({ test, rankOne }) => Math.min(rankOne, 1 - fnmrAtFmr(test, fpir))),
    })),
  };
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), sd: values.length > 1 ? standardDeviation(values) : null };
}
