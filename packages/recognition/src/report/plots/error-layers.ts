/** The layers that the ROC and DET plots share: users thin, the weakest marked, the whole bold. */
import { COLOURS, PLOT_WIDTH_PX, type TopLevelSpec } from "@wristprint/plots";
import type { NamedCurve } from "./error-curves.js";
import type { PlotLayer } from "./plot.js";

/** A point in the coordinates of the axes; `order` is its place along the curve. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
}

/** An axis and its scale, as Vega-Lite takes them. */
export interface ErrorAxis {
  readonly title: string;
  readonly domain: readonly [number, number];
  readonly values: readonly number[];
  /** Vega expression for a tick's text, of `datum.value`. */
  readonly labelExpr: string;
  readonly type?: "linear" | "log";
}

export interface ErrorPlot {
  readonly x: ErrorAxis;
  readonly y: ErrorAxis;
  readonly curves: readonly NamedCurve[];
  /** A curve's points, thinned, in the coordinates of the axes. */
  readonly draw: (curve: NamedCurve) => readonly DrawnPoint[];
  /** What stands behind the curves. */
  readonly behind: readonly PlotLayer[];
  /** Drawn height in pixels. */
  readonly heightPx: number;
}

/** Vega-Lite specification of a ROC or DET plot. */
export function errorPlot(plot: ErrorPlot): TopLevelSpec {
  const series = seriesOf(plot.curves);
  const rows = plot.curves.flatMap((curve) =>
    plot.draw(curve).map((point, order) => ({
      curve: curve.name,
      series: seriesName(curve),
      order,
      x: point.x,
      y: point.y,
    })),
  );
  return {
    width: PLOT_WIDTH_PX,
    height: plot.heightPx,
    layer: [
      ...plot.behind,
      {
        data: { values: rows },
        mark: { type: "line", clip: true, strokeJoin: "round", interpolate: "linear" },
        encoding: {
          x: { field: "x", type: "quantitative", scale: scale(plot.x), axis: axis(plot.x) },
          y: { field: "y", type: "quantitative", scale: scale(plot.y), axis: axis(plot.y) },
          order: { field: "order", type: "quantitative" },
          detail: { field: "curve", type: "nominal" },
          color: {
            field: "series",
            type: "nominal",
            scale: { domain: series.map((s) => s.name), range: series.map((s) => s.colour) },
          },
          strokeWidth: { field: "series", type: "nominal", scale: look(series, (s) => s.width) },
          opacity: { field: "series", type: "nominal", scale: look(series, (s) => s.opacity) },
        },
      },
    ],
  };
}

/** Given names and numbers, Vega-Lite would make a point scale, which has no value for a single name. */
function look(series: readonly Series[], pick: (series: Series) => number) {
  return { type: "ordinal" as const, domain: series.map((s) => s.name), range: series.map(pick) };
}

interface Series {
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
}

const LOOKS = {
  user: { colour: COLOURS.sky, width: 1.2, opacity: 0.75 },
  weakest: { colour: COLOURS.vermilion, width: 1.8, opacity: 1 },
  overall: { colour: COLOURS.blue, width: 3.5, opacity: 1 },
} as const;

function seriesOf(curves: readonly NamedCurve[]): Series[] {
  const byName = new Map<string, Series>();
  for (const curve of curves) {
    const name = seriesName(curve);
    if (!byName.has(name)) byName.set(name, { name, ...LOOKS[curve.series] });
  }
  return [...byName.values()].reverse();
}

function seriesName(curve: NamedCurve): string {
  if (curve.series === "weakest") return `weakest user: ${curve.name}`;
  return curve.series === "user" ? "each user" : curve.name;
}

function scale(axis: ErrorAxis): {
  domain: [number, number];
  nice: false;
  zero: false;
  type: "linear" | "log";
} {
  return { domain: [...axis.domain], nice: false, zero: false, type: axis.type ?? "linear" };
}

function axis({ title, values, labelExpr }: ErrorAxis): {
  title: string;
  values: number[];
  labelExpr: string;
} {
  return { title, values: [...values], labelExpr };
}
