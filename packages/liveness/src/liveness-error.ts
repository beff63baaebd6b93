export type LivenessErrorCode =
  /** Tracks, features or settings that cannot be worked with. */
  | "bad-input"
  /** A model's folder that lacks a file, or holds one that is wrong. */
  | "bad-model"
  | "not-enough-data"
  /** A folder of stored tracks whose files are damaged. */
  | "bad-store";

/** Thrown by this room: the message is one line that says what was expected and what came. */
export class LivenessError extends Error {
  readonly code: LivenessErrorCode;

  constructor(code: LivenessErrorCode, message: string) {
    super(message);
    this.name = "LivenessError";
    this.code = code;
  }
}
