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
  if (answers.length === 1) return first.signatures;
  if (answers.some(({ version }) => version !== first.version)) {
    const message =
      "predictors answered with different versions of the model; name the version that is wanted";
    throw new PredictionError("failed", message);
  }
  const joined = new Float32Array(answers.reduce((sum, { signatures }) => sum + signatures.length, 0));
  let offset = 0;
  for (const { signatures } of answers) {
    joined.set(signatures, offset);
    offset += signatures.length;
  }
  return joined;
}
