/** Fits everything between signatures and decisions on people whom the network that made them did not learn from. */
import {
  type Calibration,
  type Comparator,
  type ComparisonParameters,
  createComparator,
  fitCalibration,
  fitThresholds,
  type SequentialThresholds,
} from "@wristprint/core";
import type { EncoderDefinition } from "./encoder-definition.js";
import { growingProbe, makeReferences, probesOf } from "./reference-sets.js";
import type { SessionSignatures } from "./session-signatures.js";

/** Held-out subjects' sessions, and the cohort of those whom the network learnt from. */
export interface Fold {
  readonly enrol: readonly SessionSignatures[];
  readonly probe: readonly SessionSignatures[];
  readonly cohort: Float32Array;
}

type Settings = EncoderDefinition["comparison"];

/** Who plays the reference and who the probe: either kind of session may, which tries long probes too. */
interface Side {
  readonly fold: Fold;
  readonly references: readonly SessionSignatures[];
  readonly probes: readonly SessionSignatures[];
}

/** Scores as they are: what parameters are before they are fitted. */
const PLAIN: Calibration = { referenceBlocks: [1], probeBlocks: [1], slopes: [[1]], offsets: [[0]] };

/**
 * Comparison parameters from the folds, pooled: comparisons are of subjects of one fold, under its network and
 * its cohort.
 * @throws CoreError where there are too few sessions or blocks to fit one of the numbers
 */
export function fitComparison(
  folds: readonly Fold[],
  signatureSize: number,
  settings: Settings,
): ComparisonParameters {
  const sides = folds.flatMap((fold): Side[] => [
    { fold, references: fold.enrol, probes: fold.probe },
    { fold, references: fold.probe, probes: fold.enrol },
  ]);
  const parameters = (calibration: Calibration): ComparisonParameters => ({
    signatureSize,
    nearest: settings.nearest,
    smallestReference: Math.min(...settings.referenceBlocks),
    calibration,
    thresholds: { looks: settings.looks, accept: [], reject: { fnmr: settings.fnmr, threshold: 0 } },
  });
  const calibration = calibrate(sides, parameters(PLAIN), settings);
  const calibrated = parameters(calibration);
  const thresholds = folds.map((fold) =>
    fitThresholds(
      collectSequences(
        sides.filter((side) => side.fold === fold),
        calibrated,
        settings,
      ),
      settings,
    ),
  );
  return { ...calibrated, thresholds: strictest(thresholds) };
}

function calibrate(
  sides: readonly Side[],
  plain: ComparisonParameters,
  { referenceBlocks, probeBlocks }: Settings,
): Calibration {
  return fitCalibration(
    referenceBlocks.flatMap((ofReference) =>
      probeBlocks.map((ofProbe) => {
        const mated: number[] = [];
        const nonMated: number[] = [];
        for (const { fold, references, probes } of sides) {
          const comparator = createComparator(plain, fold.cohort);
          const enrolled = makeReferences(references, comparator, ofReference);
          for (const session of probes) {
            for (const probe of probesOf(session, comparator.size, ofProbe)) {
              for (const { own, scores } of against(comparator, enrolled, session, probe, ofProbe)) {
                (own ? mated : nonMated).push(scores.score);
              }
            }
          }
        }
        return { referenceBlocks: ofReference, probeBlocks: ofProbe, mated, nonMated };
      }),
    ),
  );
}

/**
 * Log-likelihood ratios after 1 … looks blocks, from every session's start and from every half of the looks on,
 * while at least that half is left. References are of each number of blocks, and of all that there are.
 */
function collectSequences(
  sides: readonly Side[],
  parameters: ComparisonParameters,
  { referenceBlocks, looks }: Settings,
) {
  const sequences = { mated: [] as Float64Array[], nonMated: [] as Float64Array[] };
  const half = Math.ceil(looks / 2);
  for (const { fold, references, probes } of sides) {
    const comparator = createComparator(parameters, fold.cohort);
    for (const blocks of [...referenceBlocks, undefined]) {
      const enrolled = makeReferences(references, comparator, blocks);
      for (const session of probes) {
        for (let start = 0; start + half <= session.blocks; start += half) {
          const stretch = growingProbe(
            session,
            comparator.size,
            start,
            Math.min(looks, session.blocks - start),
          );
          const ratios = enrolled.map(() => new Float64Array(stretch.length));
          stretch.forEach((probe, look) => {
            against(comparator, enrolled, session, probe, look + 1).forEach(({ scores }, index) => {
              (ratios[index] as Float64Array)[look] = scores.logLikelihoodRatio;
            });
          });
          enrolled.forEach(({ subject }, index) => {
            const kind = subject === session.subject ? "mated" : "nonMated";
            sequences[kind].push(ratios[index] as Float64Array);
          });
        }
      }
    }
  }
  return sequences;
}

/**
 * Of each rate, the threshold of the fold that asks for most: the rates then hold in every fold by itself. Those of
 * all folds together were kept badly by a fold left out, as a few people who resemble others or themselves least
 * decide them.
 */
function strictest(folds: readonly SequentialThresholds[]): SequentialThresholds {
  const [first] = folds as [SequentialThresholds, ...SequentialThresholds[]];
  const accept = first.accept.flatMap(({ fmr }) => {
    const thresholds = folds.map((fold) => fold.accept.find((entry) => entry.fmr === fmr)?.threshold);
    return thresholds.every((one) => one !== undefined) ? [{ fmr, threshold: Math.max(...thresholds) }] : [];
  });
  return {
    looks: Math.max(...folds.map(({ looks }) => looks)),
    accept,
    reject: { fnmr: first.reject.fnmr, threshold: Math.min(...folds.map(({ reject }) => reject.threshold)) },
  };
}

function against(
  comparator: Comparator,
  enrolled: ReturnType<typeof makeReferences>,
  { subject }: SessionSignatures,
  probe: Float32Array,
  blocks: number,
) {
  const references = enrolled.map(({ reference }) => reference);
  return comparator.compareAll(references, probe, blocks).map((scores, index) => ({
    own: enrolled[index]?.subject === subject,
    scores,
  }));
}
