/** What was wrong with a file, by a code that programs can tell apart. */
export type OnnxErrorCode =
  /** The bytes are no ONNX model, or not a whole one. */
  "malformed";

/** Thrown by this room: the message says what was expected and what came. */
export class OnnxError extends Error {
  readonly code: OnnxErrorCode;

  constructor(code: OnnxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OnnxError";
    this.code = code;
  }
}
