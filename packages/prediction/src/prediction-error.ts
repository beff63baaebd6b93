/** Why a prediction was not made, by a code that programs can tell apart. */
export type PredictionErrorCode =
  /** The request was malformed: asking again does not help. */
  | "invalid-argument"
  /** No predictor has the model. */
  | "not-found"
  /** Too many blocks wait already in this process. */
  | "queue-full"
  /** The caller's signal ended the wait. */
  | "aborted"
  /** The pool was closed. */
  | "closed"
  /** Predictors failed on this request again and again, or answered what cannot be. */
  | "failed"
  /** A local predictor did not start. */
  | "start";

/** Thrown by this room: the message says what was expected and what came. */
export class PredictionError extends Error {
  readonly code: PredictionErrorCode;

  constructor(code: PredictionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PredictionError";
    this.code = code;
  }
}
