/** What went wrong, for a program to act on; the message says it for a person. */
export type CoreErrorCode =
  /** Nothing to work on: no values, no blocks, a class without members. */
  | "empty"
  /** A value is NaN where an order or a mean is wanted. */
  | "not-a-number"
  /** Two columns that describe the same things differ in length. */
  | "length-mismatch"
  /** An option or index lies outside what is allowed. */
  | "out-of-range"
  /** Blocks, scalers or matrices that don't fit each other. */
  | "shape-mismatch"
  /** A name that no registry knows. */
  | "unknown-name"
  /** Bytes that are not what they should be; the message names the place. */
  | "malformed"
  /** A random choice was asked for without a source of randomness. */
  | "random-missing";

/** Thrown at the public boundary of this room; says what was expected and what came. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;

  constructor(code: CoreErrorCode, message: string) {
    super(message);
    this.name = "CoreError";
    this.code = code;
  }
}
