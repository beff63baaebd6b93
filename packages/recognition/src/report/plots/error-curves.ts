/** Error curves made ready to draw: the users' curves thinned to what the eye can tell apart, and their mean. */
import { printable } from "@wristprint/plots";
import type { Column, ErrorCurve, ErrorCurves, RunSummary } from "../run-summary.js";
import { headlineValue, sortedNames } from "../run-summary.js";
import { isMeasured } from "../text.js";

export interface CurvePoint {
  readonly fmr: number;
  readonly fnmr: number;
}

export interface NamedCurve {
  readonly name: string;
  readonly series: "user" | "weakest" | "overall";
  readonly points: readonly CurvePoint[];
}

/** Moves smaller than this, in the coordinates of the plot (whole axis = 1), are left out. */
const SMALLEST_MOVE = 1 / 400;

/** Where a rate lies on an axis: 0 at its low end, 1 at its high end. */
export type AxisScale = (rate: number) => number;

/** The points of a curve, by rising FMR and falling FNMR; points with a rate that is no number are left out. */
export function curvePoints(curve: ErrorCurve): CurvePoint[] {
  const points: CurvePoint[] = [];
  const length = Math.min(curve.fmr.length, curve.fnmr.length);
  for (let i = 0; i < length; i++) {
    const fmr = at(curve.fmr, i);
    const fnmr = at(curve.fnmr, i);
    if (Number.isFinite(fmr) && Number.isFinite(fnmr)) points.push({ fmr, fnmr });
  }
  return points.sort((a, b) => a.fmr - b.fmr || b.fnmr - a.fnmr);
}

/** Drops points inside of a step and points that lie next to the last one kept, but never the first or the last. */
export function thinCurve(points: readonly CurvePoint[], x: AxisScale, y: AxisScale): CurvePoint[] {
  const corners = points.filter((point, index) => !insideStep(points[index - 1], point, points[index + 1]));
  const kept: CurvePoint[] = [];
  let previous: CurvePoint | undefined;
  for (const [index, point] of corners.entries()) {
    const moved =
      previous === undefined ||
      Math.abs(x(point.fmr) - x(previous.fmr)) >= SMALLEST_MOVE ||
      Math.abs(y(point.fnmr) - y(previous.fnmr)) >= SMALLEST_MOVE;
    if (!moved && index < corners.length - 1) continue;
    kept.push(point);
    previous = point;
  }
  return kept;
}

function insideStep(
  before: CurvePoint | undefined,
  point: CurvePoint,
  after: CurvePoint | undefined,
): boolean {
  if (before === undefined || after === undefined) return false;
  const level = before.fnmr === point.fnmr && point.fnmr === after.fnmr;
  return level || (before.fmr === point.fmr && point.fmr === after.fmr);
}

/**
 * The vertical mean of curves: at each FMR the mean of the users' FNMR (Fawcett 2006, "An introduction to ROC
 * analysis", algorithm 3), every user counting the same. Scores of different models need share no scale.
 */
export function meanCurve(curves: readonly (readonly CurvePoint[])[]): CurvePoint[] {
  const drawn = curves.filter((points) => points.length > 0);
  if (drawn.length === 0) return [];
  return RATES.map((fmr) => {
    let sum = 0;
    for (const points of drawn) sum += fnmrAt(points, fmr);
    return { fmr, fnmr: sum / drawn.length };
  });
}

/** The FNMR of a curve at an FMR, straight between its points; the lowest FNMR where the curve is upright. */
function fnmrAt(points: readonly CurvePoint[], fmr: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pointAt(points, middle).fmr <= fmr) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 1;
  const before = pointAt(points, low - 1);
  if (low === points.length) return before.fnmr;
  const after = pointAt(points, low);
  const share = (fmr - before.fmr) / (after.fmr - before.fmr);
  return before.fnmr + share * (after.fnmr - before.fnmr);
}

/** 0, then evenly spread on a logarithmic scale up to 1 %, evenly after that. */
const RATES = [
  0,
  ...Array.from({ length: 60 }, (_, i) => 10 ** (-5 + i / 20)),
  ...Array.from({ length: 199 }, (_, i) => 0.01 + (i * 0.99) / 198),
];

/** What ROC and DET plots draw: thin lines for users, the weakest marked, and one bold line over all. */
export function namedCurves(summary: RunSummary): NamedCurve[] {
  const errors = summary.curves.errors;
  if (errors === undefined) return [];
  const users = sortedNames(Object.keys(errors.perUser));
  const weakest = users.length > 2 ? weakestUser(summary, users) : undefined;
  const curves = users.map((user): NamedCurve => {
    const curve = errors.perUser[user];
    const points = curve === undefined ? [] : curvePoints(curve);
    return { name: printable(user), series: user === weakest ? "weakest" : "user", points };
  });
  const [first, ...others] = curves;
  if (first !== undefined && others.length === 0 && errors.pooled === undefined) {
    return first.points.length > 0 ? [{ ...first, series: "overall" }] : [];
  }
  const overall = overallPoints(errors, curves);
  if (overall.length > 0) {
    const name = errors.pooled === undefined ? "mean of the users" : "all users together";
    curves.push({ name, series: "overall", points: overall });
  }
  return curves.filter((curve) => curve.points.length > 0);
}

function overallPoints(errors: ErrorCurves, curves: readonly NamedCurve[]): CurvePoint[] {
  if (errors.pooled !== undefined) return curvePoints(errors.pooled);
  return meanCurve(curves.map((curve) => curve.points));
}

function weakestUser(summary: RunSummary, users: readonly string[]): string | undefined {
  const auc = summary.metrics.auc;
  if (auc === undefined || headlineValue(auc) === null) return undefined;
  let weakest: string | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const user of users) {
    const value = auc.perUser[user];
    if (isMeasured(value) && value < lowest) {
      weakest = user;
      lowest = value;
    }
  }
  return weakest;
}

// The callers' loops keep the indices within the columns.
function at(column: Column, index: number): number {
  return column[index] as number;
}
function pointAt(points: readonly CurvePoint[], index: number): CurvePoint {
  return points[index] as CurvePoint;
}
