import { CoreError } from "../core-error.js";
import { checkValues } from "../metrics/metric-error.js";

/** logit P(mated) = slope · score + offset. */
export interface LogisticLine {
  readonly slope: number;
  readonly offset: number;
}

/** Keeps the slope finite where scores separate the classes; too small to move it where they do not. */
const RIDGE = 1e-4;
const STEPS = 100;

/**
 * Logistic regression of one score, both classes counting the same however many comparisons they have: its
 * logit is then the log-likelihood ratio ln p(score | mated) / p(score | non-mated). Minimises
 * ½·mean(ln(1 + e^−l) | mated) + ½·mean(ln(1 + eˡ) | non-mated) + ½·ridge·slope² by Newton's method. Source:
 * Brümmer and du Preez, "Application-independent evaluation of speaker detection" (2006), section 7.
 *
 * @throws MetricError `empty`, `not-a-number`; CoreError `out-of-range` where mated scores are not the higher ones.
 */
export function fitLogistic(
  mated: ArrayLike<number>,
  nonMated: ArrayLike<number>,
  ridge = RIDGE,
): LogisticLine {
  checkValues("mated scores", mated);
  checkValues("non-mated scores", nonMated);
  let line: LogisticLine = { slope: 0, offset: 0 };
  for (let step = 0; step < STEPS; step++) {
    const next = newtonStep(line, mated, nonMated, ridge);
    const moved = Math.abs(next.slope - line.slope) + Math.abs(next.offset - line.offset);
    line = next;
    if (moved < 1e-10) break;
  }
  if (!(line.slope > 0 && Number.isFinite(line.offset))) {
    throw new CoreError(
      "out-of-range",
      "scores to calibrate must be higher where comparisons are mated; they are not",
    );
  }
  return line;
}

/** One Newton step, halved until it does not raise the objective. */
function newtonStep(
  line: LogisticLine,
  mated: ArrayLike<number>,
  nonMated: ArrayLike<number>,
  ridge: number,
): LogisticLine {
  // Gradient g and Hessian h over (slope, offset).
  let gSlope = ridge * line.slope;
  let gOffset = 0;
  let hSlope = ridge;
  let hCross = 0;
  let hOffset = 0;
  const add = (scores: ArrayLike<number>, target: 0 | 1) => {
    const weight = 0.5 / scores.length;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i];
      const p = 1 / (1 + Math.exp(-(line.slope * score + line.offset)));
      const curve = weight * p * (1 - p);
      gSlope += weight * (p - target) * score;
      gOffset += weight * (p - target);
      hSlope += curve * score * score;
      hCross += curve * score;
      hOffset += curve;
    }
  };
  add(mated, 1);
  add(nonMated, 0);
  const determinant = hSlope * hOffset - hCross * hCross;
  if (!(determinant > 0)) return line;
  const slopeStep = (hOffset * gSlope - hCross * gOffset) / determinant;
  const offsetStep = (hSlope * gOffset - hCross * gSlope) / determinant;
  const before = objective(line, mated, nonMated, ridge);
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = { slope: line.slope - share * slopeStep, offset: line.offset - share * offsetStep };
    if (objective(next, mated, nonMated, ridge) <= before) return next;
  }
  return line;
}

function objective(
  { slope, offset }: LogisticLine,
  mated: ArrayLike<number>,
  nonMated: ArrayLike<number>,
  ridge: number,
): number {
  const loss = (scores: ArrayLike<number>, sign: 1 | -1) => {
    let sum = 0;
    for (let i = 0; i < scores.length; i++) sum += softplus(sign * (slope * scores[i] + offset));
    return sum / (2 * scores.length);
  };
  return loss(mated, -1) + loss(nonMated, 1) + (ridge / 2) * slope * slope;
}

/** ln(1 + eˣ) without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
