/**
 * One stroke of the sigma-lognormal model: the neuromuscular system answers a command, given at `startMs`, with
 * a speed that is lognormal in time, while the direction turns along a circular arc in step with the way made.
 * Source: R. Plamondon, "A kinematic theory of rapid human movements", Biological Cybernetics 72 (1995) 295–307;
 * R. Plamondon and M. Djioua, "A multi-level representation paradigm for handwriting stroke generation",
 * Human Movement Science 25 (2006) 586–607.
 */
export interface LognormalStroke {
  /** When the command is given (t₀). */
  readonly startMs: number;
  /** Median of the time that passes from the command to a point of the way: exp(μ). */
  readonly medianMs: number;
  /** σ: the spread of the response times; larger is more drawn out and more lopsided. */
  readonly spread: number;
  /** Length of the way along the arc (D). */
  readonly lengthPx: number;
  /** Direction at the start and at the end (θs, θe), in radians; y grows downwards. */
  readonly fromAngle: number;
  readonly toAngle: number;
}

/** The share of the stroke's way that is made at a time: the lognormal distribution function, in [0, 1]. */
export function strokeShare({ startMs, medianMs, spread }: LognormalStroke, atMs: number): number {
  const elapsed = atMs - startMs;
  if (elapsed <= 0) return 0;
  return 0.5 * (1 + errorFunction(Math.log(elapsed / medianMs) / (spread * Math.SQRT2)));
}

/** How far the stroke has come from where it began, in px. */
export function strokeOffset(stroke: LognormalStroke, atMs: number): [x: number, y: number] {
  const share = strokeShare(stroke, atMs);
  const { lengthPx, fromAngle, toAngle } = stroke;
  const turn = toAngle - fromAngle;
  if (Math.abs(turn) < 1e-6) {
    return [lengthPx * share * Math.cos(fromAngle), lengthPx * share * Math.sin(fromAngle)];
  }
  // The way along a circle of radius lengthPx / turn.
  const radius = lengthPx / turn;
  const angle = fromAngle + turn * share;
  return [radius * (Math.sin(angle) - Math.sin(fromAngle)), radius * (Math.cos(fromAngle) - Math.cos(angle))];
}

/** When nearly all of the way is made (99.7 %). */
export function strokeEndMs({ startMs, medianMs, spread }: LognormalStroke): number {
  return startMs + medianMs * Math.exp(2.75 * spread);
}

/** A stroke that leads from one point along the vector (dx, dy), bent into an arc of `turn` radians. */
export function strokeAlong(
  timing: Pick<LognormalStroke, "startMs" | "medianMs" | "spread">,
  dx: number,
  dy: number,
  turn: number,
): LognormalStroke {
  const chord = Math.hypot(dx, dy);
  const direction = Math.atan2(dy, dx);
  const half = turn / 2;
  const stretch = Math.abs(half) < 1e-6 ? 1 : half / Math.sin(half);
  return { ...timing, lengthPx: chord * stretch, fromAngle: direction - half, toAngle: direction + half };
}

/** erf, to 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
export function errorFunction(value: number): number {
  const x = Math.abs(value);
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const result = 1 - series * Math.exp(-x * x);
  return value < 0 ? -result : result;
}
