import { CoreError } from "../core-error.js";
import type { Sequences } from "./sequences.js";

export interface ChannelDefinition {
  /** What the values are measured in. */
  readonly unit: string;
  /** The channel's value of every difference; called once for a user, not once for a block. */
  readonly column: (sequences: Sequences) => Float32Array;
}

/** Velocity at which the signed logarithm turns from nearly linear to logarithmic, px/s. */
const VELOCITY_KNEE = 50;
/** The same for displacement, px. */
const DISPLACEMENT_KNEE = 2;

/** The registry of channels: to add one is to add one entry. */
export const CHANNELS = {
  velocityX: { unit: "px/s", column: (s) => velocity(s.dxPx, s.dtS) },
  velocityY: { unit: "px/s", column: (s) => velocity(s.dyPx, s.dtS) },
  displacementX: { unit: "px", column: (s) => s.dxPx },
  displacementY: { unit: "px", column: (s) => s.dyPx },
  /** sign(v)·ln(1 + |v|/50), v in px/s */
  logVelocityX: { unit: "1", column: (s) => signedLog(velocity(s.dxPx, s.dtS), VELOCITY_KNEE) },
  logVelocityY: { unit: "1", column: (s) => signedLog(velocity(s.dyPx, s.dtS), VELOCITY_KNEE) },
  /** sign(d)·ln(1 + |d|/2), d in px */
  logDisplacementX: { unit: "1", column: (s) => signedLog(s.dxPx, DISPLACEMENT_KNEE) },
  logDisplacementY: { unit: "1", column: (s) => signedLog(s.dyPx, DISPLACEMENT_KNEE) },
  /** ln(1 + 60·dt), dt in s clipped to 0–2: about 0.7 for one frame of a 60 Hz screen */
  logTime: { unit: "1", column: (s) => logTime(s.dtS) },
  /** 1 while a button is held */
  held: { unit: "1", column: (s) => Float32Array.from(s.held) },
} as const satisfies Record<string, ChannelDefinition>;

export type Channel = keyof typeof CHANNELS;

/** Sets of channels that experiments name. */
export const SIGNALS = {
  velocity: ["velocityX", "velocityY"],
  displacement: ["displacementX", "displacementY"],
  logVelocity: ["logVelocityX", "logVelocityY"],
  sixChannel: ["logVelocityX", "logVelocityY", "logDisplacementX", "logDisplacementY", "logTime", "held"],
} as const satisfies Record<string, readonly Channel[]>;

export type Signal = keyof typeof SIGNALS;

/**
 * The channel's values, one for each difference; may share memory with the sequences.
 *
 * @throws CoreError `unknown-name` for a channel that the registry doesn't hold.
 */
export function channelColumn(sequences: Sequences, channel: Channel): Float32Array {
  if (!Object.hasOwn(CHANNELS, channel)) {
    throw new CoreError(
      "unknown-name",
      `channel ${channel} is unknown; known are ${Object.keys(CHANNELS).join(", ")}`,
    );
  }
  return CHANNELS[channel].column(sequences);
}

function velocity(stepPx: Float32Array, dtS: Float32Array): Float32Array {
  const result = new Float32Array(stepPx.length);
  for (let i = 0; i < result.length; i++) result[i] = stepPx[i] / dtS[i];
  return result;
}

function signedLog(values: Float32Array, knee: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < result.length; i++) {
    const value = values[i];
    result[i] = value < 0 ? -Math.log1p(-value / knee) : Math.log1p(value / knee);
  }
  return result;
}

function logTime(dtS: Float32Array): Float32Array {
  const result = new Float32Array(dtS.length);
  for (let i = 0; i < result.length; i++) result[i] = Math.log1p(60 * Math.min(2, Math.max(0, dtS[i])));
  return result;
}
