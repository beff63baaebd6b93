/** Why a data set could not be read or written, for programs; the message says it to people. */
export type DatasetErrorCode =
  | "unknown-format"
  | "not-found"
  | "nothing-usable"
  | "not-a-store"
  | "store-version"
  | "store-format"
  | "store-corrupt"
  | "bad-options"
  | "write-failed";

/** The one error of this room. Its message is one line that names the file and what was expected of it. */
export class DatasetError extends Error {
  readonly code: DatasetErrorCode;

  constructor(code: DatasetErrorCode, message: string, options?: ErrorOptions) {
    super(message.replace(/\s*[\r\n]+\s*/g, " "), options);
    this.name = "DatasetError";
    this.code = code;
  }
}
