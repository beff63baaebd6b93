/**
 * More people to learn from: movements seen in a mirror are those of somebody who moves otherwise. As in speaker
 * recognition, where a voice at another speed is taught as another speaker's (Yamamoto et al. 2019, "Speaker
 * augmentation and bandwidth extension for deep speaker embedding").
 */
import { type Channel, SIGNALS, type Signal } from "@wristprint/core";

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

/** What each channel is multiplied by in a mirror: -1 where it changes sides, else 1. */
export function mirrorSigns(channels: readonly Channel[], mirror: Mirror): number[] {
  return channels.map((channel) => {
    const way = WAYS[channel];
    return way !== undefined && TURNED[mirror].includes(way) ? -1 : 1;
  });
}
