import { joinFloats } from "../floats.js";
import { PredictionError } from "../prediction-error.js";

/** Signatures, and the version of the model that they come from. */
export interface Answer {
  readonly signatures: Float32Array;
  readonly version: string;
}

/**
 * The signatures of a call whose blocks travelled in several pieces.
 * @throws PredictionError `failed` where the model changed between them
 */
export function joinAnswers(answers: readonly Answer[]): Float32Array {
  const [first] = answers as readonly [Answer];
  if (answers.some(({ version }) => version !== first.version)) {
    const message =
      "predictors answered with different versions of the model; name the version that is wanted";
    throw new PredictionError("failed", message);
  }
  return joinFloats(answers.map(({ signatures }) => signatures));
}
