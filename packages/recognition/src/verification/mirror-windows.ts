/**
 * More people to learn from: movements seen in a mirror are those of somebody who moves otherwise. As in speaker
 * recognition, where a voice at another speed is taught as another speaker's (Yamamoto et al. 2019, "Speaker
 * augmentation and bandwidth extension for deep speaker embedding").
 */
import { type Channel, SIGNALS, type Signal } from "@wristprint/core";
import type { TrainingWindows } from "./training-windows.js";

/** What changes sides: left and right, up and down, or both. */
export const MIRRORS = ["leftRight", "upDown", "both"] as const;
export type Mirror = (typeof MIRRORS)[number];

/** Channels that are negative where the other way is positive, and of which way they are. */
const WAYS: Partial<Record<Channel, "x" | "y">> = {
  velocityX: "x",
  velocityY: "y",
  displacementX: "x",
  displacementY: "y",
  logVelocityX: "x",
  logVelocityY: "y",
  logDisplacementX: "x",
  logDisplacementY: "y",
};

const TURNED: Record<Mirror, readonly ("x" | "y")[]> = {
  leftRight: ["x"],
  upDown: ["y"],
  both: ["x", "y"],
};

/** Whether a signal has ways alone, and no places on a screen, whose size a mirror would have to know. */
export function canMirror(signal: Signal): boolean {
  return !SIGNALS[signal].some((channel) => channel.startsWith("position"));
}

/** Unscaled blocks, and behind them each once more for each mirror, as of another person. */
export function mirrorWindows(windows: TrainingWindows, mirrors: readonly Mirror[]): TrainingWindows {
  if (mirrors.length === 0) return windows;
  const { count, channels, data } = windows;
  const copies = mirrors.length + 1;
  const all = new Float32Array(copies * data.length);
  const session = new Int32Array(copies * count);
  all.set(data);
  session.set(windows.session);
  mirrors.forEach((mirror, index) => {
    const own = all.subarray((index + 1) * data.length, (index + 2) * data.length);
    const signs = channels.map((channel) => {
      const way = WAYS[channel];
      return way !== undefined && TURNED[mirror].includes(way) ? -1 : 1;
    });
    for (let i = 0; i < data.length; i++) {
      own[i] = (signs[i % signs.length] as number) * (data[i] as number);
    }
    session.set(windows.session, (index + 1) * count);
  });
  return {
    ...windows,
    count: copies * count,
    data: all,
    session,
    subjects: Array.from({ length: copies }, () => windows.subjects).flat(),
    classes: [
      ...windows.classes,
      ...mirrors.flatMap((mirror) => windows.classes.map((name) => `${name}, ${mirror}`)),
    ],
  };
}
