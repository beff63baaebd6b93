import { namedCurves, thinCurve } from "./error-curves.js";
import { type ErrorAxis, errorPlot } from "./error-layers.js";
import type { Plot } from "./plot.js";
import { TRUE_MATCH_AXIS } from "./roc.js";

/** The lowest false match rate drawn: one stranger in a thousand. */
const LOWEST = 0.001;

const AXIS: ErrorAxis = {
  title: "strangers let in (false match rate, FMR; logarithmic)",
  domain: [LOWEST, 1],
  values: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  labelExpr: "format(datum.value * 100, '.3~g') + '%'",
  type: "log",
};

/** Receiver operating characteristic with the false match rate on a logarithmic axis. */
export const rocLog: Plot = {
  id: "roc-log",
  title: "The same where few strangers may get in (ROC, logarithmic)",
  subtitle: "One line per user. Upper left is better.",
  howToRead:
    "The same lines with the left edge magnified: read off how many owners are still recognised when only one " +
    "stranger in 100 (1%) or in 1,000 (0.1%) may get in.",
  specification(summary) {
    const curves = namedCurves(summary);
    if (curves.length === 0) return undefined;
    return errorPlot({
      x: AXIS,
      y: TRUE_MATCH_AXIS,
      curves,
      // A logarithmic axis has no zero: what lies below its end is drawn on its end.
      draw: ({ points }) =>
        thinCurve(points, position, (rate) => rate).map(({ fmr, fnmr }) => ({
          x: Math.max(fmr, LOWEST),
          y: 1 - fnmr,
        })),
      behind: [],
      heightPx: 340,
    });
  },
};

function position(rate: number): number {
  return 1 - Math.log10(Math.max(rate, LOWEST)) / Math.log10(LOWEST);
}
