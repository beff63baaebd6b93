import { COLOURS, PLOT_WIDTH_PX } from "@wristprint/plots";
import { percent } from "../text.js";
import type { Plot } from "./plot.js";

const MOST_RANKS = 50;
const MOST_LABELLED = 10;
const MOST_POINTS = 20;

/** Cumulative match characteristic (ISO/IEC 19795-1). */
export const cmc: Plot = {
  id: "cmc",
  title: "Found among the best guesses (CMC)",
  subtitle: "The system names its best guesses in order. Higher is better.",
  howToRead:
    "At 1 the system's first guess must be right; at 3 it counts as found if the right person is among the first " +
    "three guesses, and so on; the dashed line is guessing at random.",
  specification(summary) {
    const column = summary.curves.cmc ?? [];
    const classes = column.length;
    const rows = Array.from(column, (value, index) => ({
      rank: index + 1,
      value,
      chance: (index + 1) / classes,
      label: percent(value),
    }))
      .slice(0, MOST_RANKS)
      .filter((row) => Number.isFinite(row.value));
    if (rows.length === 0) return undefined;
    const last = Math.max(...rows.map((row) => row.rank));
    const labelled = last <= MOST_LABELLED;
    return {
      width: PLOT_WIDTH_PX,
      height: 270,
      data: { values: rows },
      encoding: {
        x: {
          field: "rank",
          type: "quantitative",
          scale: { domain: [0.5, last + 0.5], nice: false, zero: false },
          axis: {
            title: "guesses counted (rank)",
            tickMinStep: 1,
            format: "d",
            tickCount: Math.min(last, 12),
          },
        },
      },
      layer: [
        {
          mark: { type: "line", color: COLOURS.faint, strokeDash: [5, 5], strokeWidth: 1.5 },
          encoding: { y: { field: "chance", type: "quantitative" } },
        },
        {
          mark: {
            type: "line",
            color: COLOURS.blue,
            strokeWidth: 3,
            point: last > MOST_POINTS ? false : { filled: true, size: 70, color: COLOURS.blue },
          },
          encoding: {
            y: {
              field: "value",
              type: "quantitative",
              scale: { domain: [0, 1.1], nice: false },
              axis: {
                title: "blocks whose person is found",
                format: "~%",
                values: [0, 0.2, 0.4, 0.6, 0.8, 1],
              },
            },
          },
        },
        {
          mark: { type: "text", dy: -13, fontSize: 11, color: COLOURS.ink, opacity: labelled ? 1 : 0 },
          encoding: { y: { field: "value", type: "quantitative" }, text: { field: "label" } },
        },
      ],
    };
  },
};
