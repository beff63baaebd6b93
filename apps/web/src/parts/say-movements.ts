import type { ReplayChange } from "@wristprint/api";

/** What was done to a movement to make a copy of it. */
export const CHANGE_WORDS: Readonly<Record<ReplayChange, string>> = {
  exact: "nothing",
  "points-moved": "some points moved",
  shifted: "done elsewhere on the screen",
  "time-scaled": "done faster or slower",
  resampled: "sampled at other times",
  cut: "a piece of it",
  mirrored: "mirrored",
  spliced: "put together with another",
};

/** A probability for people: never 0 % or 100 %, for nobody is that sure. */
export function sayChance(probability: number): string {
  if (probability > 0.999) return "more than 99.9 %";
  if (probability < 0.001) return "less than 0.1 %";
  return `${(100 * probability).toFixed(probability > 0.99 || probability < 0.01 ? 1 : 0)} %`;
}
