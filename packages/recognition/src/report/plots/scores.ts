import { COLOURS, PLOT_WIDTH_PX, printable } from "@wristprint/plots";
import type { Column } from "../run-summary.js";
import { fixed, isMeasured } from "../text.js";
import type { Plot, PlotLayer } from "./plot.js";

const BINS = 40;

interface Bar {
  readonly whose: string;
  readonly from: number;
  readonly to: number;
  /** Fraction of that side's scores. */
  readonly share: number;
}

const SIDES = ["the owner's (mated)", "strangers' (non-mated)"] as const;

/** Histogram of the comparison scores, mated against non-mated. */
export const scores: Plot = {
  id: "scores",
  title: "Scores of owners and of strangers",
  subtitle: "How often each score came up, in percent of its kind. The less overlap the better.",
  howToRead:
    "The higher the score, the more a movement looked like the owner's; where the two colours overlap, a score does " +
    "not tell whose it was, and errors happen there.",
  specification(summary) {
    const sample = summary.curves.scores;
    if (sample === undefined) return undefined;
    const range = finiteRange([sample.mated, sample.nonMated]);
    if (range === undefined) return undefined;
    const columns = [sample.mated, sample.nonMated] as const;
    const bars = SIDES.flatMap((whose, side) => histogram(columns[side] ?? [], range, whose));
    const layers: PlotLayer[] = [
      {
        data: { values: bars },
        mark: { type: "rect", fillOpacity: 0.45, strokeOpacity: 0.9, strokeWidth: 0.8 },
        encoding: {
          x: {
            field: "from",
            type: "quantitative",
            scale: { domain: range, nice: false, zero: false },
            axis: {
              title: `${printable(sample.unit ?? "comparison score")} (higher: more like the owner)`,
              tickCount: 10,
            },
          },
          x2: { field: "to" },
          y: {
            field: "share",
            type: "quantitative",
            scale: { zero: true },
            axis: { title: "share of the scores", format: "~%", tickCount: 6 },
          },
          y2: { datum: 0 },
          color: {
            field: "whose",
            type: "nominal",
            scale: { domain: [...SIDES], range: [COLOURS.blue, COLOURS.vermilion] },
          },
        },
      },
    ];
    if (isMeasured(sample.threshold)) layers.push(...thresholdLayers(sample.threshold));
    return { width: PLOT_WIDTH_PX, height: 270, layer: layers };
  },
};

function thresholdLayers(threshold: number): PlotLayer[] {
  const encoding = { x: { field: "threshold", type: "quantitative" } } as const;
  const data = { values: [{ threshold, text: `threshold ${fixed(threshold, 2)}` }] };
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: COLOURS.ink, clip: true },
      encoding,
    },
    {
      data,
      mark: { type: "text", align: "left", baseline: "top", dx: 6, color: COLOURS.ink, y: 2 },
      encoding: { ...encoding, text: { field: "text" } },
    },
  ];
}

function finiteRange(columns: readonly Column[]): [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return undefined;
  // One score alone still needs a width to be drawn in.
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function histogram(column: Column, [low, high]: readonly [number, number], whose: string): Bar[] {
  const counts = new Float64Array(BINS);
  let total = 0;
  for (const value of column) {
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
    total++;
  }
  const width = (high - low) / BINS;
  return Array.from(counts, (counted, bin) => ({
    whose,
    from: low + bin * width,
    to: low + (bin + 1) * width,
    share: total === 0 ? 0 : counted / total,
  })).filter((bar) => bar.share > 0);
}
