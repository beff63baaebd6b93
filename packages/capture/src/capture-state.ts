/** Where a recording stands. */
export interface CaptureState {
  /**
   * `recording`; `full`: too much waits for the server, and events are missed until half of it has gone;
   * `stopped` by `stop()`; `refused` by the server, see `refusal`; `too-long`: after 119 hours.
   */
  readonly status: "recording" | "full" | "stopped" | "refused" | "too-long";
  /** Why the server refused, as an HTTP status: 401 for a bad token, and so on. */
  readonly refusal?: number;
  /** What batches go by; a WebSocket until that proves impossible. */
  readonly transport: "websocket" | "http";
  /** Whether the last that was heard of the server was good. */
  readonly connected: boolean;
  /** Events recorded. */
  readonly events: number;
  /** Events seen and not recorded, since the recording was `full`. */
  readonly missed: number;
  /** Batches handed to the network at least once. */
  readonly batchesSent: number;
  /** Batches that the server keeps. */
  readonly batchesAcknowledged: number;
  /** Batches closed and not acknowledged. */
  readonly batchesWaiting: number;
}

/** One recording's state while it changes; the parts of the recording write into it, pages get copies. */
export type Progress = { -readonly [Key in keyof CaptureState]: CaptureState[Key] };
