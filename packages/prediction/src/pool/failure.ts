/** What a failed request means for the blocks in it, and for the predictor that failed. */
import { Code, ConnectError } from "@connectrpc/connect";

export type Failure =
  /** The request is malformed: no predictor would answer it. */
  | "malformed"
  /** This predictor has no such model. */
  | "no-model"
  /** This predictor's queue is full: later, or another. */
  | "busy"
  /** This predictor failed on the request, but lives: another try, and not for ever. */
  | "failed"
  /** This predictor is not there, is going, or does not let us in: another, until it is back. */
  | "gone";

const ANSWERS: Readonly<Partial<Record<Code, Failure>>> = {
  [Code.InvalidArgument]: "malformed",
  [Code.OutOfRange]: "malformed",
  [Code.FailedPrecondition]: "malformed",
  [Code.NotFound]: "no-model",
  [Code.ResourceExhausted]: "busy",
  [Code.Internal]: "failed",
  [Code.Unknown]: "failed",
  [Code.DataLoss]: "failed",
};

/** An error with a cause comes from this side's sockets, not from the predictor: it answered nothing. */
export function classifyFailure(error: unknown): Failure {
  if (!(error instanceof ConnectError) || error.cause !== undefined) return "gone";
  return ANSWERS[error.code] ?? "gone";
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
