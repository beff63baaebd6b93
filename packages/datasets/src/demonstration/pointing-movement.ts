import type { Random } from "@wristprint/core";
import { type LognormalStroke, strokeAlong, strokeEndMs } from "./lognormal-stroke.js";
import type { MotorProfile } from "./motor-profile.js";

/** A target on the screen. */
export interface Target {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
}

/** One aimed movement: strokes that add up as vectors. */
export interface Movement {
  readonly strokes: readonly LognormalStroke[];
  readonly endMs: number;
}

/** Fitts' law: the time to a target in ms is INTERCEPT + SLOPE · log₂(distance / width + 1). */
const INTERCEPT_MS = 130;
const SLOPE_MS = 115;

/** Deviations from one movement to the next of the same hand. */
const PACE_NOISE = 0.2;
const SPREAD_NOISE = 0.14;
const REACH_NOISE = 0.06;
const BEND_NOISE = 0.14;
const SIDE_NOISE = 0.03;

/**
 * Plans a movement from (fromX, fromY) to a target: a main stroke that falls a little short and aside, and one
 * or two corrections that begin before it has ended and lead to a point scattered about the target's middle.
 */
export function planMovement(
  profile: MotorProfile,
  fromX: number,
  fromY: number,
  target: Target,
  startMs: number,
  random: Random,
): Movement {
  const endX = target.x + (random.normal() * target.widthPx) / 7;
  const endY = target.y + (random.normal() * target.widthPx) / 7;
  const dx = endX - fromX;
  const dy = endY - fromY;
  const distance = Math.max(1, Math.hypot(dx, dy));
  const direction = Math.atan2(dy, dx);

  const upright = Math.abs(Math.sin(direction));
  const pace =
    profile.pace * (1 + upright * (profile.verticalPace - 1)) * Math.exp(PACE_NOISE * random.normal());
  const durationMs = pace * (INTERCEPT_MS + SLOPE_MS * Math.log2(distance / target.widthPx + 1));
  const spread = clamp(profile.spread * Math.exp(SPREAD_NOISE * random.normal()), 0.12, 0.8);
  // Nine tenths of a stroke's way lie within ±1.645σ of its median, in the logarithm of time.
  const medianMs = (0.72 * durationMs) / (2 * Math.sinh(1.645 * spread));
  const commandMs = startMs - medianMs * Math.exp(-2.75 * spread);

  const reach = clamp(profile.reach + REACH_NOISE * random.normal(), 0.6, 1.15);
  const aside = SIDE_NOISE * distance * random.normal();
  const mainX = reach * dx - (aside * dy) / distance;
  const mainY = reach * dy + (aside * dx) / distance;
  const bend =
    profile.bend + profile.pivot * Math.sin(direction - profile.pivotAngle) + BEND_NOISE * random.normal();
  const timing = { startMs: commandMs, medianMs, spread };
  const strokes = [strokeAlong(timing, mainX, mainY, clamp(bend, -1.2, 1.2))];

  let leftX = dx - mainX;
  let leftY = dy - mainY;
  let correctionMs =
    commandMs + medianMs * (1 + 0.45 * profile.correctionDelay * Math.exp(0.2 * random.normal()));
  const corrections = random.uniform() < profile.secondCorrection ? 2 : 1;
  for (let i = 0; i < corrections; i++) {
    const share = i === corrections - 1 ? 1 : 0.7 + 0.1 * random.normal();
    const correctionMedianMs = 110 * profile.correctionPace * Math.exp(0.2 * random.normal());
    const correction = { startMs: correctionMs, medianMs: correctionMedianMs, spread: 0.3 };
    strokes.push(strokeAlong(correction, share * leftX, share * leftY, 0.3 * random.normal()));
    leftX *= 1 - share;
    leftY *= 1 - share;
    correctionMs += 1.1 * correctionMedianMs;
  }
  return { strokes, endMs: Math.max(...strokes.map(strokeEndMs)) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
