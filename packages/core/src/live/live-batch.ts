/**
 * What a page sends while it is being recorded, decoded. The bytes are described in docs/wire-format.md;
 * the writer of them lives in the browser script.
 */

/** What moved the pointer, by its code in {@link LiveBatch.pointer}; `script` for an event no browser made. */
export const POINTER_TYPES = ["mouse", "pen", "touch", "script"] as const;
export type PointerType = (typeof POINTER_TYPES)[number];

/** The bounds of the wire format: what lies past them is malformed. */
export const LIVE_LIMITS = {
  /** Events of one batch; a batch has at least one. */
  batchEvents: 4096,
  /** Bytes of one batch, so that its length is a uint16; 4096 of the longest events stay below. */
  batchBytes: 65_535,
  /** Bytes of one envelope, the body of an HTTP request. */
  envelopeBytes: 65_536,
  /** Bytes of an envelope's token. */
  tokenBytes: 1024,
  /** Largest distance of an x or y from 0, px. */
  coordinatePx: 32_767,
  /** Latest time of an event, in ticks of 0.1 ms since its recording began: 119 hours. */
  ticks: 4_294_967_295,
} as const;

/** The events that a page sent at once, as columns of one length, and where they belong. */
export interface LiveBatch {
  /** Tells the recordings of one session apart, 0 … 2^32 − 1: each `start()` on a page draws a new one. */
  readonly recording: number;
  /** Counts the batches of a recording, from 1 without gaps. */
  readonly sequence: number;
  /** The screen when the batch was closed, CSS px; 0 where unknown. */
  readonly screenWidthPx: number;
  readonly screenHeightPx: number;
  /** Device px per CSS px, to a thousandth; 0 where unknown. */
  readonly devicePixelRatio: number;
  /** Mean rate of movement events while the pointer moved, since the recording began; 0 where unknown. */
  readonly samplingRateHz: number;
  /** Milliseconds since the recording began, to 0.1 ms; never decreasing. */
  readonly tMs: Float64Array;
  /** Whole CSS px on the screen; negative on a monitor to the left or above. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Codes into `EVENT_KINDS`. */
  readonly kind: Uint8Array;
  /** Codes into `BUTTONS`: the one that a press or release names, one held in a drag. */
  readonly button: Uint8Array;
  /** Codes into {@link POINTER_TYPES}. */
  readonly pointer: Uint8Array;
}
