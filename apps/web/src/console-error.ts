export type ConsoleErrorCode =
  /** The server answered with a problem document: see `problem`. */
  | "refused"
  /** No answer came. */
  | "unreachable"
  /** An answer came that is not what the contract says. */
  | "unexpected_answer";

/** What can go wrong between the console and its server. */
export class ConsoleError extends Error {
  override readonly name = "ConsoleError";

  /** @param problem the server's own code and status, where it told any */
  constructor(
    readonly code: ConsoleErrorCode,
    message: string,
    readonly problem?: { readonly code: string; readonly status: number },
  ) {
    super(message);
  }
}
