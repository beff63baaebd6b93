import { COLOURS } from "@wristprint/plots";
import { probit } from "../probit.js";
import { namedCurves, thinCurve } from "./error-curves.js";
import { type ErrorAxis, errorPlot } from "./error-layers.js";
import type { Plot, PlotLayer } from "./plot.js";

const LOWEST = 0.001;
const HIGHEST = 0.6;
const TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6];

function axis(title: string): ErrorAxis {
  return {
    title,
    domain: [probit(LOWEST), probit(HIGHEST)],
    values: TICKS.map(probit),
    labelExpr: "format(cumulativeNormal(datum.value) * 100, '.2~g') + '%'",
  };
}

/** A rate on a probit axis; 0 and 1 lie just outside of what is drawn. */
function onAxis(rate: number): number {
  return probit(Math.min(Math.max(rate, LOWEST / 2), 1 - LOWEST / 2));
}

const LENGTH = probit(HIGHEST) - probit(LOWEST);

/** Where both errors are alike: the lines cross it at their equal error rate. */
const EQUAL_ERRORS: PlotLayer = {
  data: { values: [LOWEST, HIGHEST].map((rate) => ({ x: probit(rate), y: probit(rate) })) },
  mark: { type: "line", color: COLOURS.faint, strokeDash: [5, 5], strokeWidth: 1.5 },
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
};

const EQUAL_ERRORS_LABEL: PlotLayer = {
  data: { values: [{ x: probit(0.5), y: probit(0.46), text: "both errors alike (EER)" }] },
  mark: { type: "text", align: "right", baseline: "bottom", dx: -34, dy: -6, color: COLOURS.quietInk },
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    text: { field: "text" },
  },
};

/** Detection error trade-off on normal-deviate axes (Martin et al. 1997; ISO/IEC 19795-1). */
export const det: Plot = {
  id: "det",
  title: "Owners turned away against strangers let in (DET)",
  subtitle: "One line per user. Lower left is better.",
  howToRead:
    "Both errors on axes that magnify small rates: the closer a line comes to the lower left corner the better, " +
    "and where it crosses the dashed diagonal both errors are equally frequent (the equal error rate).",
  specification(summary) {
    const curves = namedCurves(summary);
    if (curves.length === 0) return undefined;
    const position = (rate: number): number => onAxis(rate) / LENGTH;
    return errorPlot({
      x: axis("strangers let in (false match rate, FMR; normal-deviate scale)"),
      y: axis("owners turned away (false non-match rate, FNMR)"),
      curves,
      draw: ({ points }) =>
        thinCurve(points, position, position).map(({ fmr, fnmr }) => ({ x: onAxis(fmr), y: onAxis(fnmr) })),
      behind: [EQUAL_ERRORS, EQUAL_ERRORS_LABEL],
      heightPx: 450,
    });
  },
};
