import { COLOURS } from "@wristprint/plots";
import { namedCurves, thinCurve } from "./error-curves.js";
import { type ErrorAxis, errorPlot } from "./error-layers.js";
import type { Plot, PlotLayer } from "./plot.js";

const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const PERCENT = "format(datum.value * 100, '.3~g') + '%'";

/** The vertical axis of a ROC plot. */
export const TRUE_MATCH_AXIS: ErrorAxis = {
  title: "owners recognised (true match rate = 1 − FNMR)",
  domain: [0, 1],
  values: TENTHS,
  labelExpr: PERCENT,
};

const FALSE_MATCH_AXIS: ErrorAxis = {
  title: "strangers let in (false match rate, FMR)",
  domain: [0, 1],
  values: TENTHS,
  labelExpr: PERCENT,
};

/** Where a decision by lot would lie. */
const CHANCE: PlotLayer = {
  data: {
    values: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  },
  mark: { type: "line", color: COLOURS.faint, strokeDash: [5, 5], strokeWidth: 1.5 },
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
};

const CHANCE_LABEL: PlotLayer = {
  data: { values: [{ x: 0.62, y: 0.58, text: "tossing a coin" }] },
  mark: { type: "text", align: "left", baseline: "top", color: COLOURS.quietInk },
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    text: { field: "text" },
  },
};

/** Receiver operating characteristic. */
export const roc: Plot = {
  id: "roc",
  title: "Owners recognised against strangers let in (ROC)",
  subtitle: "One line per user. Upper left is better.",
  howToRead:
    "The stricter the system, the fewer strangers it lets in (further left) but the fewer owners it recognises " +
    "(further down); a good system's line hugs the upper left corner, and a useless one follows the dashed diagonal.",
  specification(summary) {
    const curves = namedCurves(summary);
    if (curves.length === 0) return undefined;
    return errorPlot({
      x: FALSE_MATCH_AXIS,
      y: TRUE_MATCH_AXIS,
      curves,
      draw: ({ points }) =>
        thinCurve(points, identity, identity).map(({ fmr, fnmr }) => ({ x: fmr, y: 1 - fnmr })),
      behind: [CHANCE, CHANCE_LABEL],
      heightPx: 430,
    });
  },
};

function identity(rate: number): number {
  return rate;
}
