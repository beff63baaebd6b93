export type RecognitionErrorCode =
  | "unknown-architecture"
  | "bad-definition"
  | "not-enough-data"
  | "run-folder"
  | "training-failed"
  /** An encoder's folder that lacks a file, or holds one that is wrong. */
  | "bad-model"
  /** Blocks, or a choice of sessions, that cannot be worked with. */
  | "bad-input";

/** Thrown by this room: the message is one line that says what was expected and what came. */
export class RecognitionError extends Error {
  readonly code: RecognitionErrorCode;

  constructor(code: RecognitionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RecognitionError";
    this.code = code;
  }
}
