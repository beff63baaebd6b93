/**
 * Identification in an open set as two columns of scores: everybody known is to be named, and nobody else. Source of the
 * terms: ISO/IEC 19795-1.
 */
import { type Comparisons, compareScores } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { PeopleDivision } from "./divide-people.js";

/** A stretch of movement whose maker is looked for among the enrolled. */
export interface Search {
  /** Whose it is. */
  readonly person: number;
  /** Whether it is of a session that its maker enrols with, when enrolled; then it is a search as a stranger alone. */
  readonly fromEnrolment: boolean;
  /** Against everybody's reference, higher = more alike. */
  readonly scores: Float64Array;
}

export interface IdentifiedSearches {
  /**
   * Of known people, the score of the one that came first where it is the right one, −∞ where another came first; of
   * strangers, the highest. So the comparisons' FMR at a threshold is the false positive identification rate there, and
   * their FNMR the false negative identification rate (rank 1).
   */
  readonly development: Comparisons;
  readonly test: Comparisons;
  /** The share of known people's searches whose first is the right one, whatever its score. */
  readonly rankOne: number;
}

/**
 * What a system that knows the enrolled people makes of the searches: theirs beside those of the strangers for
 * development, and beside those of the test.
 * @throws RecognitionError `not-enough-data` where one of the three has no search
 */
export function identify(searches: readonly Search[], division: PeopleDivision): IdentifiedSearches {
  const { enrolled, development, test } = division;
  const known: number[] = [];
  const strangers = { development: [] as number[], test: [] as number[] };
  const place = new Map<number, "known" | "development" | "test">([
    ...enrolled.map((person) => [person, "known"] as const),
    ...development.map((person) => [person, "development"] as const),
    ...test.map((person) => [person, "test"] as const),
  ]);
  for (const search of searches) {
    const part = place.get(search.person);
    if (part === "development" || part === "test") strangers[part].push(highest(search, enrolled));
    else if (part === "known" && !search.fromEnrolment) known.push(scoreIfFirst(search, enrolled));
  }
  if (known.length === 0 || strangers.development.length === 0 || strangers.test.length === 0) {
    const found = `${known.length} of people enrolled, ${strangers.development.length} and ${strangers.test.length} of strangers`;
    throw new RecognitionError(
      "not-enough-data",
      `probes of the people enrolled, of strangers for thresholds and of strangers for the test are needed; there are ${found}`,
    );
  }
  return {
    development: compareScores(known, strangers.development),
    test: compareScores(known, strangers.test),
    rankOne: known.filter((score) => score > -Infinity).length / known.length,
  };
}

function highest({ scores }: Search, among: readonly number[]): number {
  return among.reduce((best, person) => Math.max(best, scores[person] as number), -Infinity);
}

/** Its own person's score; −∞ where another's is as high, as a tie is no identification. */
function scoreIfFirst(search: Search, enrolled: readonly number[]): number {
  const own = search.scores[search.person] as number;
  const others = enrolled.filter((person) => person !== search.person);
  return own > highest(search, others) ? own : -Infinity;
}
