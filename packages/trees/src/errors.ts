/** What was wrong with data, parameters or a model file, by a code that programs can tell apart. */
export type TreesErrorCode = "parameter" | "data" | "json" | "unsupported" | "thread";

/** Thrown by this room: the message says what was expected and what came. */
export class TreesError extends Error {
  readonly code: TreesErrorCode;

  constructor(code: TreesErrorCode, message: string) {
    super(message);
    this.name = "TreesError";
    this.code = code;
  }
}
