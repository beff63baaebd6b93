/** An encoder's card. */
import type { ComparisonParameters, Scaler, StreamPreprocessing } from "@wristprint/core";
import type { Network } from "@wristprint/neural";
import { type EncoderCard, parseEncoderCard } from "../encoder/encoder-card.js";
import { versions } from "../experiment/versions.js";
import type { EncoderDefinition } from "./encoder-definition.js";
import type { VerificationResult } from "./evaluate-verification.js";
import type { SequentialFigures } from "./sequential-figures.js";

export interface MadeEncoder {
  readonly preprocessing: StreamPreprocessing;
  readonly scaler: Scaler;
  readonly signatureSize: number;
  /** Where it is joined from members, and no architecture tells its layers. */
  readonly network?: Network;
  readonly comparison: ComparisonParameters;
  /** The sequential test on each fold, fitted on the others. */
  readonly crossValidation: SequentialFigures;
  /** Training blocks, which overlap. */
  readonly blocks: number;
}

/** Where it comes from, beside what the definition says. */
export interface EncoderSource {
  readonly format?: string | undefined;
  readonly command?: string | undefined;
}

/** @param metrics of the evaluation subjects; absent before they were measured */
export function describeEncoder(
  definition: EncoderDefinition,
  made: MadeEncoder,
  source: EncoderSource,
  metrics?: VerificationResult,
): EncoderCard {
  const { name, version, title, description, seed, limits, data, training, architecture, mirrors } =
    definition;
  const { blocks, crossValidation, network, ...fitted } = made;
  const { encoder: _, ...figures } = metrics ?? {};
  const card = {
    format: "wristprint-model/1",
    task: "encoder",
    name,
    version,
    title,
    description,
    ...fitted,
    data: { ...data, format: source.format ?? data.format },
    protocol:
      "Trained, calibrated and normalised with the development subjects alone: calibration and thresholds are of " +
      `${definition.comparison.folds} folds, each scored by a network that learnt from the others; the cohort is ` +
      "the development subjects." +
      (data.evaluation.length === 0
        ? ""
        : ` Metrics are of the evaluation subjects, enrolled with ${definition.enrol}, probed with ${definition.probe}.`),
    command: source.command,
    architecture,
    ...(network && { network }),
    training: { ...training, ...(mirrors.length > 0 && { mirrors }), blocks },
    seed,
    crossValidation,
    ...(metrics && { metrics: figures }),
    limits,
    versions: versions(),
  };
  return parseEncoderCard(JSON.parse(JSON.stringify(card)), name);
}
