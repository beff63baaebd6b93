/** Whether thresholds keep their rates on people whom neither the network nor the thresholds know. */
import { createComparator } from "@wristprint/core";
import type { EncoderDefinition } from "./encoder-definition.js";
import { type Fold, fitComparison } from "./fit-comparison.js";
import { makeReferences } from "./reference-sets.js";
import { type OutcomeShares, type SequentialFigures, trySequentialTest } from "./sequential-figures.js";

/**
 * Fits the comparison on all folds but one and tries it on that one, in turn; the outcomes of all together.
 * @param fmr that acceptance is set to
 */
export function tryFolds(
  folds: readonly Fold[],
  signatureSize: number,
  settings: EncoderDefinition["comparison"],
  fmr: number,
): SequentialFigures {
  const { fnmr, looks } = settings;
  const tried = folds.map((fold) => {
    const others = folds.filter((one) => one !== fold);
    const comparator = createComparator(fitComparison(others, signatureSize, settings), fold.cohort);
    return trySequentialTest(comparator, makeReferences(fold.enrol, comparator), fold.probe, {
      fmr,
      fnmr,
      looks,
    });
  });
  return {
    fmr,
    fnmr,
    looks,
    mated: pooled(tried.map(({ mated }) => mated)),
    nonMated: pooled(tried.map(({ nonMated }) => nonMated)),
  };
}

function pooled(parts: readonly OutcomeShares[]): OutcomeShares {
  const sequences = parts.reduce((sum, part) => sum + part.sequences, 0);
  const weighted = (value: (part: OutcomeShares) => number) =>
    parts.reduce((sum, part) => sum + part.sequences * value(part), 0) / Math.max(1, sequences);
  const undecided = weighted((part) => part.undecided);
  const blocks = weighted((part) => (1 - part.undecided) * (part.blocksToDecision ?? 0));
  return {
    sequences,
    accepted: weighted((part) => part.accepted),
    rejected: weighted((part) => part.rejected),
    undecided,
    blocksToDecision: undecided < 1 ? blocks / (1 - undecided) : null,
  };
}
