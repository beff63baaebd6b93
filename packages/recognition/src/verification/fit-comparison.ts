/** Fits everything between signatures and decisions on people whom the network that made them did not learn from. */
import {
  type Calibration,
  type Comparator,
  type ComparisonParameters,
  createComparator,
  fitCalibration,
  fitThresholds,
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
  const sequences = collectSequences(sides, calibrated, settings);
  return { ...calibrated, thresholds: fitThresholds(sequences, settings) };
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
 * Log-likelihood ratios after 1 … looks blocks, of every stretch that has all of them; stretches begin half their
 * length apart.
 */
function collectSequences(
  sides: readonly Side[],
  parameters: ComparisonParameters,
  { referenceBlocks, looks }: Settings,
) {
  const sequences = { mated: [] as Float64Array[], nonMated: [] as Float64Array[] };
  for (const { fold, references, probes } of sides) {
    const comparator = createComparator(parameters, fold.cohort);
    for (const blocks of referenceBlocks) {
      const enrolled = makeReferences(references, comparator, blocks);
      for (const session of probes) {
        for (let start = 0; start + looks <= session.blocks; start += Math.ceil(looks / 2)) {
          const ratios = enrolled.map(() => new Float64Array(looks));
          growingProbe(session, comparator.size, start, looks).forEach((probe, look) => {
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
