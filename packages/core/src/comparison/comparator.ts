import { CoreError } from "../core-error.js";
import { type Calibration, calibrationLine } from "./calibration.js";
import { type CohortStatistics, createCohort, normaliseScore } from "./cohort.js";
import { cosineSimilarity } from "./cosine-similarity.js";
import type { LogisticLine } from "./logistic-fit.js";
import { meanSignature } from "./mean-signature.js";
import { decideSequentially, type SequentialDecision, type SequentialThresholds } from "./sequential-test.js";

/** Everything from signatures to a decision, fitted on development data. JSON holds it, in an encoder's card. */
export interface ComparisonParameters {
  /** Numbers in a signature. */
  readonly signatureSize: number;
  /** Over how many of the cohort's most alike a score is normalised. */
  readonly nearest: number;
  /** Blocks that a reference needs for its ratios to be as calibrated. */
  readonly smallestReference: number;
  readonly calibration: Calibration;
  readonly thresholds: SequentialThresholds;
}

/** A person as known from enrolment. */
export interface Reference {
  /** Mean of the blocks' signatures, [size]. */
  readonly mean: Float32Array;
  /** Blocks it is the mean of. */
  readonly blocks: number;
  /** How alike it is to the cohort. */
  readonly cohort: CohortStatistics;
}

export interface ComparisonScores {
  /** Cosine of the two means. */
  readonly similarity: number;
  /** Cohort-normalised: deviations above what strangers reach. */
  readonly score: number;
  /** ln of how much likelier the score is from the same person than from another. */
  readonly logLikelihoodRatio: number;
}

export interface Comparator {
  readonly size: number;
  /** Blocks that a reference needs for its ratios to be as calibrated. */
  readonly smallestReference: number;
  /** @param signatures [n, size], n ≥ 1 */
  reference(signatures: Float32Array): Reference;
  /** @param mean of so many blocks' signatures, [size], as they are: not brought to length 1 */
  referenceOf(mean: Float32Array, blocks: number): Reference;
  /** @param probe mean of so many blocks' signatures, [size] */
  compare(reference: Reference, probe: Float32Array, blocks: number): ComparisonScores;
  /** Compares a probe with many references: as {@link Comparator.compare}, the probe's part done once. */
  compareAll(references: readonly Reference[], probe: Float32Array, blocks: number): ComparisonScores[];
  /**
   * The sequential test's answer after `blocks` blocks. With several candidates, `fmr` is the chance that any of
   * them is accepted falsely.
   */
  decide(
    logLikelihoodRatio: number,
    blocks: number,
    options: { readonly fmr: number; readonly candidates?: number },
  ): SequentialDecision;
}

/**
 * @param cohort mean signatures of people who are never compared, [n, size]
 * @throws CoreError `shape-mismatch`, `out-of-range` where the parameters and the cohort do not fit; the methods
 *   throw the same for signatures of another size or numbers of blocks that are no positive whole numbers.
 */
export function createComparator(parameters: ComparisonParameters, cohort: Float32Array): Comparator {
  const { signatureSize: size, nearest, smallestReference, calibration, thresholds } = parameters;
  const alikeCohort = createCohort(cohort, size, nearest);

  function referenceOf(mean: Float32Array, blocks: number): Reference {
    checkSignature("a reference", mean, size);
    checkBlocks(blocks);
    return { mean, blocks, cohort: alikeCohort(mean) };
  }
  function compareAll(references: readonly Reference[], probe: Float32Array, blocks: number) {
    checkSignature("a probe", probe, size);
    checkBlocks(blocks);
    const probeCohort = alikeCohort(probe);
    let line: LogisticLine | undefined;
    let lineOf = 0;
    return references.map((reference) => {
      const similarity = cosineSimilarity(reference.mean, probe);
      const score = normaliseScore(similarity, reference.cohort, probeCohort);
      // People who were enrolled alike have the same number of blocks, mostly.
      if (line === undefined || lineOf !== reference.blocks) {
        line = calibrationLine(calibration, reference.blocks, blocks);
        lineOf = reference.blocks;
      }
      return { similarity, score, logLikelihoodRatio: line.slope * score + line.offset };
    });
  }
  return {
    size,
    smallestReference,
    reference: (signatures) => referenceOf(meanSignature(signatures, size), signatures.length / size),
    referenceOf,
    compare: (reference, probe, blocks) => compareAll([reference], probe, blocks)[0],
    compareAll,
    decide(logLikelihoodRatio, blocks, options) {
      checkBlocks(blocks);
      return decideSequentially(thresholds, logLikelihoodRatio, options);
    },
  };
}

function checkSignature(what: string, signature: Float32Array, size: number): void {
  if (signature.length !== size) {
    throw new CoreError("shape-mismatch", `${what} of ${size} numbers expected, got ${signature.length}`);
  }
}

function checkBlocks(blocks: number): void {
  if (!(Number.isInteger(blocks) && blocks >= 1)) {
    throw new CoreError("out-of-range", `blocks: a whole number from 1 on expected, got ${blocks}`);
  }
}
