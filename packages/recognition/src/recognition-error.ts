export type RecognitionErrorCode =
  | "unknown-architecture"
  | "bad-definition"
  | "not-enough-data"
  | "run-folder"
  | "training-failed";

/** Thrown by this room: the message is one line that says what was expected and what came. */
export class RecognitionError extends Error {
  readonly code: RecognitionErrorCode;

  constructor(code: RecognitionErrorCode, message: string) {
    super(message);
    this.name = "RecognitionError";
    this.code = code;
  }
}
