export type ServerErrorCode =
  /** A name that is to be unique is taken. */
  | "taken"
  /** Something that a call names is not there. */
  | "missing"
  /** A setting of the server is not possible. */
  | "bad-setting"
  /** The server is closing. */
  | "closing";

/** What the server cannot do, and why. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  constructor(
    readonly code: ServerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
