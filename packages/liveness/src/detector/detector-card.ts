import { LivenessError } from "../liveness-error.js";
import type { FeatureVerdict } from "../selection/select-features.js";
import type { DetectorSettings } from "../training/settings.js";

/** What a detector's folder says of it, beside its trees. */
export interface DetectorCard {
  readonly format: "wristprint-model/1";
  readonly task: "liveness";
  readonly name: string;
  readonly version: string;
  /** Names of features, in the order of the trees' columns. */
  readonly features: readonly string[];
  /** Log odds of a person = slope · margin + offset, both kinds as likely beforehand. */
  readonly calibration: { readonly slope: number; readonly offset: number };
  /** A track is a person's where its log odds are at least this. */
  readonly threshold: number;
  readonly settings: DetectorSettings;
  /** Every feature that was looked at, and what became of it. */
  readonly selection: readonly FeatureVerdict[];
  /** What it was trained on: tracks by family. */
  readonly trainedOn: readonly {
    readonly family: string;
    readonly human: boolean;
    readonly tracks: number;
  }[];
  readonly seed: number | string;
}

/** Reads a card. Throws a LivenessError `bad-model` that says which field is wrong. */
export function parseDetectorCard(text: string, file: string): DetectorCard {
  const wrong = (expected: string) => new LivenessError("bad-model", `${file}: expected ${expected}`);
  let card: Partial<DetectorCard>;
  try {
    card = JSON.parse(text) as Partial<DetectorCard>;
  } catch {
    throw wrong("JSON");
  }
  if (card === null || typeof card !== "object") throw wrong("an object");
  if (card.format !== "wristprint-model/1" || card.task !== "liveness") {
    throw wrong('"format": "wristprint-model/1" and "task": "liveness"');
  }
  const { features, calibration, threshold } = card;
  if (
    !Array.isArray(features) ||
    features.length === 0 ||
    features.some((name) => typeof name !== "string")
  ) {
    throw wrong("the names of features in features");
  }
  if (!Number.isFinite(calibration?.slope) || !Number.isFinite(calibration?.offset)) {
    throw wrong("numbers in calibration.slope and calibration.offset");
  }
  if (!Number.isFinite(threshold)) throw wrong("a number in threshold");
  return card as DetectorCard;
}
