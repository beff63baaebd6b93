import { CoreError } from "../core-error.js";
import { type Button, buttonCode, type EventColumns, type EventKind, eventKindCode } from "../trace.js";
import type { Sequences } from "./sequences.js";

/** Which differences' values to write, and where: value k goes to `into[at + k * step]`. */
export interface ChannelStretch {
  readonly begin: number;
  /** The difference behind the last one. */
  readonly end: number;
  readonly into: Float32Array;
  readonly at: number;
  readonly step: number;
}

type WriteChannel = (sequences: Sequences, stretch: ChannelStretch) => void;

export interface ChannelDefinition {
  /** What the values are measured in. */
  readonly unit: string;
  /** Whether it says, by 1 and 0, which of several states there is: scalings leave it as it is. */
  readonly state?: true;
  /** Writes the channel's values of a stretch of differences where blocks want them, without a column between. */
  readonly write: WriteChannel;
}

/** Velocity at which the signed logarithm turns from nearly linear to logarithmic, px/s. */
const VELOCITY_KNEE = 50;
/** The same for displacement, px. */
const DISPLACEMENT_KNEE = 2;

/** The registry of channels: to add one is to add one entry. */
export const CHANNELS = {
  velocityX: { unit: "px/s", write: (s, to) => velocity(s.dxPx, s.dtS, to) },
  velocityY: { unit: "px/s", write: (s, to) => velocity(s.dyPx, s.dtS, to) },
  displacementX: { unit: "px", write: (s, to) => copy(s.dxPx, to) },
  displacementY: { unit: "px", write: (s, to) => copy(s.dyPx, to) },
  /** sign(v)·ln(1 + |v|/50), v in px/s */
  logVelocityX: {
    unit: "1",
    write: (s, to) => {
      velocity(s.dxPx, s.dtS, to);
      signedLog(VELOCITY_KNEE, to);
    },
  },
  logVelocityY: {
    unit: "1",
    write: (s, to) => {
      velocity(s.dyPx, s.dtS, to);
      signedLog(VELOCITY_KNEE, to);
    },
  },
  /** sign(d)·ln(1 + |d|/2), d in px */
  logDisplacementX: {
    unit: "1",
    write: (s, to) => {
      copy(s.dxPx, to);
      signedLog(DISPLACEMENT_KNEE, to);
    },
  },
  logDisplacementY: {
    unit: "1",
    write: (s, to) => {
      copy(s.dyPx, to);
      signedLog(DISPLACEMENT_KNEE, to);
    },
  },
  timeStep: { unit: "s", write: (s, to) => copy(s.dtS, to) },
  /** ln(1 + 60·dt), dt in s clipped to 0–2: about 0.7 for one frame of a 60 Hz screen */
  logTime: { unit: "1", write: (s, to) => logTime(s.dtS, to) },
  /** 1 while a button is held */
  held: { unit: "1", write: (s, to) => copy(s.held, to) },
  /** Where the difference's later event is. */
  positionX: { unit: "px", write: (s, to) => ofEvents(s, to, ({ x }, event) => x[event]) },
  positionY: { unit: "px", write: (s, to) => ofEvents(s, to, ({ y }, event) => y[event]) },
  /** What happened at it, and which button it names: 1 in one channel of each. */
  isMove: kindState("move"),
  isDrag: kindState("drag"),
  isPress: kindState("press"),
  isRelease: kindState("release"),
  isScrollDown: kindState("scrollDown"),
  isScrollUp: kindState("scrollUp"),
  isNoButton: buttonState("none"),
  isLeft: buttonState("left"),
  isRight: buttonState("right"),
  isScroll: buttonState("scroll"),
} as const satisfies Record<string, ChannelDefinition>;

export type Channel = keyof typeof CHANNELS;

/** Sets of channels that experiments name. */
export const SIGNALS = {
  velocity: ["velocityX", "velocityY"],
  displacement: ["displacementX", "displacementY"],
  logVelocity: ["logVelocityX", "logVelocityY"],
  /** The rows of perception windows (`cutWindows`). */
  window: ["displacementX", "displacementY", "timeStep"],
  /** Without a clock: what is left of a recording when the time between events may know the machine. */
  untimed: ["logDisplacementX", "logDisplacementY", "held"],
  sixChannel: ["logVelocityX", "logVelocityY", "logDisplacementX", "logDisplacementY", "logTime", "held"],
  /** Events as they were recorded, for the 13-channel network: time and place, and what happened one-hot. */
  events: [
    "timeStep",
    "positionX",
    "positionY",
    "isScrollDown",
    "isDrag",
    "isMove",
    "isPress",
    "isRelease",
    "isScrollUp",
    "isLeft",
    "isNoButton",
    "isRight",
    "isScroll",
  ],
} as const satisfies Record<string, readonly Channel[]>;

export type Signal = keyof typeof SIGNALS;

/**
 * The channel's values, one for each difference.
 *
 * @throws CoreError as {@link channelDefinition}.
 */
export function channelColumn(sequences: Sequences, channel: Channel): Float32Array {
  const into = new Float32Array(sequences.dxPx.length);
  channelDefinition(channel).write(sequences, { begin: 0, end: into.length, into, at: 0, step: 1 });
  return into;
}

/** @throws CoreError `unknown-name` for a channel that the registry doesn't hold. */
export function channelDefinition(channel: Channel): ChannelDefinition {
  if (Object.hasOwn(CHANNELS, channel)) return CHANNELS[channel];
  throw new CoreError(
    "unknown-name",
    `channel ${channel} is unknown; known are ${Object.keys(CHANNELS).join(", ")}`,
  );
}

/** Of the differences' later events. */
function ofEvents(
  { session, event, traces }: Sequences,
  { begin, end, into, at, step }: ChannelStretch,
  value: (trace: EventColumns, event: number) => number,
): void {
  for (let i = begin, to = at; i < end; i++, to += step) into[to] = value(traces[session[i]], event[i]);
}

function kindState(kind: EventKind): ChannelDefinition {
  const code = eventKindCode(kind);
  return {
    unit: "1",
    state: true,
    write: (s, to) => ofEvents(s, to, (trace, event) => (trace.kind[event] === code ? 1 : 0)),
  };
}

function buttonState(button: Button): ChannelDefinition {
  const code = buttonCode(button);
  return {
    unit: "1",
    state: true,
    write: (s, to) => ofEvents(s, to, (trace, event) => (trace.button[event] === code ? 1 : 0)),
  };
}

function copy(values: Float32Array | Uint8Array, { begin, end, into, at, step }: ChannelStretch): void {
  for (let i = begin, to = at; i < end; i++, to += step) into[to] = values[i];
}

function velocity(stepPx: Float32Array, dtS: Float32Array, stretch: ChannelStretch): void {
  const { begin, end, into, at, step } = stretch;
  for (let i = begin, to = at; i < end; i++, to += step) into[to] = stepPx[i] / dtS[i];
}

/** Of the values that the stretch holds already. */
function signedLog(knee: number, { begin, end, into, at, step }: ChannelStretch): void {
  for (let i = begin, to = at; i < end; i++, to += step) {
    const value = into[to];
    into[to] = value < 0 ? -Math.log1p(-value / knee) : Math.log1p(value / knee);
  }
}

function logTime(dtS: Float32Array, { begin, end, into, at, step }: ChannelStretch): void {
  for (let i = begin, to = at; i < end; i++, to += step) {
    into[to] = Math.log1p(60 * Math.min(2, Math.max(0, dtS[i])));
  }
}
