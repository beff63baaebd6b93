import type { Random } from "@wristprint/core";

/** How one hand moves: what differs between people and, less, between a person's sessions. */
export interface MotorProfile {
  /** Factor on the time a movement takes (1 = the population's mean). */
  readonly pace: number;
  /** How much longer vertical movements take than horizontal ones, as a factor. */
  readonly verticalPace: number;
  /** σ of the main stroke: how drawn out its speed profile is. */
  readonly spread: number;
  /** Share of the way that the main stroke covers; the rest is left to corrections. */
  readonly reach: number;
  /** Bend of the main stroke in radians, whichever way it leads … */
  readonly bend: number;
  /** … and how much of it comes and goes with the direction, as a wrist's pivot makes it. */
  readonly pivot: number;
  /** The direction, in radians, in which the pivot bends most. */
  readonly pivotAngle: number;
  /** Time from the main stroke's middle to the first correction, as a factor. */
  readonly correctionDelay: number;
  /** How long a correction takes, as a factor. */
  readonly correctionPace: number;
  /** Probability of a second correction. */
  readonly secondCorrection: number;
  /** Amplitude in px and frequency in Hz of the tremor. */
  readonly tremorPx: number;
  readonly tremorHz: number;
  /** Factors on the pause between movements, the rest before a click, and the time a button is held. */
  readonly pause: number;
  readonly dwell: number;
  readonly hold: number;
}

type Trait = readonly [mean: number, betweenSubjects: number, kind: "factor" | "sum"];

/**
 * The population: mean and deviation between subjects. Factors vary as lognormals (the deviation is that of the
 * logarithm), the rest as normals. Chosen to be plausible, and so that people overlap.
 */
const POPULATION: Readonly<Record<keyof MotorProfile, Trait>> = {
  pace: [1, 0.32, "factor"],
  verticalPace: [1.08, 0.12, "factor"],
  spread: [0.34, 0.32, "factor"],
  reach: [0.92, 0.07, "sum"],
  bend: [0, 0.24, "sum"],
  pivot: [0.18, 0.24, "sum"],
  pivotAngle: [0.8, 1.2, "sum"],
  correctionDelay: [1, 0.36, "factor"],
  correctionPace: [1, 0.36, "factor"],
  secondCorrection: [0.35, 0.24, "sum"],
  tremorPx: [0.45, 0.6, "factor"],
  tremorHz: [8.5, 0.24, "factor"],
  pause: [1, 0.4, "factor"],
  dwell: [1, 0.4, "factor"],
  hold: [1, 0.4, "factor"],
};

/** A session's drift, as a share of the deviation between subjects at individuality 1. */
const SESSION_DRIFT = 0.17;

/**
 * Draws a subject's profile. `individuality` scales the differences between subjects and nothing else: 0 makes
 * them all the same hand.
 */
export function drawProfile(random: Random, individuality: number): MotorProfile {
  return mapTraits((name) => varied(POPULATION[name][0], POPULATION[name], random, individuality));
}

/** The same hand on another day. */
export function driftProfile(profile: MotorProfile, random: Random): MotorProfile {
  return mapTraits((name) => varied(profile[name], POPULATION[name], random, SESSION_DRIFT));
}

function varied(around: number, [, deviation, kind]: Trait, random: Random, scale: number): number {
  const step = scale * deviation * random.normal();
  return kind === "factor" ? around * Math.exp(step) : around + step;
}

function mapTraits(traitOf: (name: keyof MotorProfile) => number): MotorProfile {
  const names = Object.keys(POPULATION) as (keyof MotorProfile)[];
  return Object.fromEntries(names.map((name) => [name, traitOf(name)])) as unknown as MotorProfile;
}
