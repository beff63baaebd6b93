/** Why a predictor does not start or does not answer, by a code that programs can tell apart. */
export type PredictorErrorCode =
  /** The command line is wrong. */
  | "usage"
  /** A model's folder cannot be served, or there is none. */
  | "models"
  /** No room in the queue. */
  | "busy";

export class PredictorError extends Error {
  readonly code: PredictorErrorCode;

  constructor(code: PredictorErrorCode, message: string) {
    super(message);
    this.name = "PredictorError";
    this.code = code;
  }
}
