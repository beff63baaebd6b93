/**
 * A session's pointer events in columns: the one shape in which recorded data moves through the house.
 * Columns are typed arrays of one length; no object is made per event.
 */

/** What happened, by its code in {@link Trace.kind}. */
export const EVENT_KINDS = ["move", "drag", "press", "release", "scrollDown", "scrollUp"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Which button the event names, by its code in {@link Trace.button}; `none` for a plain move. */
export const BUTTONS = ["none", "left", "right", "middle", "x", "scroll"] as const;
export type Button = (typeof BUTTONS)[number];

/** The part of a data set that a session was published in. */
export type Part = "training" | "test";

/** Events in columns of one length. */
export interface EventColumns {
  /** Milliseconds since the session began, as recorded: repeated or decreasing where the recording is. */
  readonly tMs: Float64Array;
  /** Pixels; sentinels such as 65535 are kept here and dropped by preprocessing. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Codes into {@link EVENT_KINDS}. */
  readonly kind: Uint8Array;
  /** Codes into {@link BUTTONS}. */
  readonly button: Uint8Array;
}

/** No event at all. */
export const NO_EVENTS: EventColumns = {
  tMs: new Float64Array(0),
  x: new Float32Array(0),
  y: new Float32Array(0),
  kind: new Uint8Array(0),
  button: new Uint8Array(0),
};

export interface Trace extends EventColumns {
  /** The subject the session is said to belong to: the account. */
  readonly subject: string;
  readonly session: string;
  readonly part: Part;
  /** Whether the subject really made the session; `undefined` where the data set does not say. */
  readonly genuine?: boolean | undefined;
}

/** The code of an event kind in {@link Trace.kind}. */
export function eventKindCode(kind: EventKind): number {
  return EVENT_KINDS.indexOf(kind);
}

/** The code of a button in {@link Trace.button}. */
export function buttonCode(button: Button): number {
  return BUTTONS.indexOf(button);
}
