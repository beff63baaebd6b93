/** What was wrong with a network, a graph or its training, by a code that programs can tell apart. */
export type GraphErrorCode =
  | "shape"
  | "type"
  | "no-gradient"
  | "unknown-layer"
  | "weights"
  | "data"
  | "option"
  | "provider"
  | "checkpoint"
  | "diverged";

/** Thrown by this room: the message says what was expected and what came. */
export class GraphError extends Error {
  readonly code: GraphErrorCode;

  constructor(code: GraphErrorCode, message: string) {
    super(message);
    this.name = "GraphError";
    this.code = code;
  }
}
