/** Numbers as a reader sees them. */
import type { Measured } from "./run-summary.js";

/** Stands where a figure could not be computed. */
export const NO_VALUE = "–";

/** Whether a figure was computed. */
export function isMeasured(value: Measured | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** A figure with so many digits after the point. */
export function fixed(value: Measured | undefined, digits: number): string {
  if (!isMeasured(value)) return NO_VALUE;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A fraction as a percentage: 0.123 → "12.3%". */
export function percent(value: Measured | undefined, digits = 1): string {
  return isMeasured(value) ? `${fixed(value * 100, digits)}%` : NO_VALUE;
}

/** A whole number with thousands apart: 1234567 → "1,234,567". */
export function count(value: Measured | undefined): string {
  if (!isMeasured(value)) return NO_VALUE;
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** How long something took: 42.3 s · 7 min 5 s · 2 h 3 min. */
export function duration(seconds: Measured): string {
  if (!isMeasured(seconds)) return NO_VALUE;
  if (seconds < 59.95) return `${fixed(seconds, 1)}\u00a0s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}\u00a0min ${whole % 60}\u00a0s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}
