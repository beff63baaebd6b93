import { createRowPredictor, type TreesModel } from "@wristprint/trees";
import { createFeatureExtractor } from "../features/extract-features.js";
import { LivenessError } from "../liveness-error.js";
import type { TrackColumns } from "../track.js";
import { createContributions } from "./contributions.js";
import type { DetectorCard } from "./detector-card.js";

/** One feature's part in a decision. */
export interface LivenessReason {
  readonly feature: string;
  readonly meaning: string;
  readonly unit: string;
  /** The track's value; `null` where it has none. */
  readonly value: number | null;
  /** By how much it moved the log odds: above 0 towards a person, below 0 towards a machine. */
  readonly weight: number;
}

export interface LivenessDecision {
  readonly human: boolean;
  /** Of a person, both kinds as likely beforehand. 0.5 where the track has too little to be told by. */
  readonly probability: number;
  /** False: the track is too short to tell, and is given the benefit of the doubt. */
  readonly enough: boolean;
  /** The features that moved the decision most, most first. */
  readonly reasons: readonly LivenessReason[];
}

export interface Detector {
  readonly card: DetectorCard;
  /**
   * The log odds of a person, both kinds as likely beforehand; NaN where the track has too little to be told by. Allocates
   * nothing.
   */
  score(track: TrackColumns): number;
  /** Whether a score is a person's: one that is NaN is given the benefit of the doubt. */
  accepts(score: number): boolean;
  decide(track: TrackColumns): LivenessDecision;
}

/** A detector from its card and trees, with memory of its own. Throws a LivenessError `bad-model` where they do not fit. */
export function createDetector(card: DetectorCard, model: TreesModel): Detector {
  const { slope, offset } = card.calibration;
  if (model.features !== card.features.length) {
    const expected = `trees of ${card.features.length} features`;
    throw new LivenessError(
      "bad-model",
      `Detector ${card.name}: expected ${expected}, found ${model.features}`,
    );
  }
  const extractor = createFeatureExtractor(card.features);
  const predictor = createRowPredictor(model);
  const contributions = createContributions(model, card.settings.trees.eta ?? 0.3);
  const values = new Float32Array(card.features.length);
  const parts = new Float64Array(card.features.length);

  function score(track: TrackColumns): number {
    if (!extractor.extract(track, values)) return Number.NaN;
    return slope * predictor.margin(values) + offset;
  }
  const accepts = (logOdds: number) => !(logOdds < card.threshold);

  return {
    card,
    score,
    accepts,
    decide(track) {
      const logOdds = score(track);
      if (Number.isNaN(logOdds)) return { human: true, probability: 0.5, enough: false, reasons: [] };
      contributions.explain(values, 0, parts);
      const reasons = extractor.features.map(({ name, meaning, unit }, index): LivenessReason => {
        const value = values[index] as number;
        return {
          feature: name,
          meaning,
          unit,
          value: Number.isNaN(value) ? null : value,
          weight: slope * (parts[index] as number),
        };
      });
      return {
        human: accepts(logOdds),
        probability: 1 / (1 + Math.exp(-logOdds)),
        enough: true,
        reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
      };
    },
  };
}
