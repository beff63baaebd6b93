import { COLOURS, PLOT_WIDTH_PX, printable, SHARE_RANGE } from "@wristprint/plots";
import { count, fixed } from "../text.js";
import type { Plot } from "./plot.js";

/** Up to so many classes, a cell shows its count and its percentage; above, the percentage alone. */
const MOST_WITH_COUNTS = 12;
/** Above so many classes cells are too small for text. */
const MOST_WITH_TEXT = 25;

interface Cell {
  readonly row: number;
  readonly column: number;
  /** Fraction of the row's probes. */
  readonly share: number;
  readonly counted: string;
  readonly percent: string;
}

/** Confusion matrix, coloured by the share of each row. */
export const confusion: Plot = {
  id: "confusion",
  title: "Who was taken for whom (confusion matrix)",
  subtitle: "Percent of the row's blocks. A dark diagonal is good.",
  howToRead:
    "Each row is one person's test blocks, spread over the people they were taken for: the diagonal holds the right " +
    "answers, and a dark cell beside it shows two people who are easily confused.",
  specification(summary) {
    const matrix = summary.curves.confusion;
    if (matrix === undefined || matrix.labels.length === 0) return undefined;
    const cells = matrix.counts.flatMap((row, index) => cellsOf(row, index));
    const classes = matrix.labels.length;
    const side = Math.min(52 * classes, PLOT_WIDTH_PX - 30);
    const sidePx = Math.max(side, 200);
    const indices = matrix.labels.map((_, index) => index);
    const longest = Math.max(...matrix.labels.map((label) => label.length));
    const names = JSON.stringify(matrix.labels.map(printable));
    const step = classes > 45 ? Math.ceil(classes / 30) : 1;
    // Rows and columns are numbers with names as tick texts: two classes of one name stay two.
    const axis = {
      labelExpr: `datum.value % ${step} ? '' : ${names}[datum.value]`,
      labelLimit: 110,
      labelOverlap: false,
      ticks: false,
      domain: false,
    } as const;
    const flat = longest <= 7 && classes <= MOST_WITH_COUNTS;
    return {
      width: sidePx,
      height: sidePx,
      data: { values: cells },
      encoding: {
        x: {
          field: "column",
          type: "ordinal",
          scale: { domain: indices, paddingInner: classes > MOST_WITH_TEXT ? 0 : 0.03 },
          axis: { ...axis, title: "taken for", orient: "bottom", labelAngle: flat ? 0 : -45 },
        },
        y: {
          field: "row",
          type: "ordinal",
          scale: { domain: indices, paddingInner: classes > MOST_WITH_TEXT ? 0 : 0.03 },
          axis: { ...axis, title: "really was" },
        },
      },
      layer: [
        {
          mark: { type: "rect", stroke: COLOURS.grid, strokeWidth: classes > MOST_WITH_TEXT ? 0 : 1 },
          encoding: {
            fill: {
              field: "share",
              type: "quantitative",
              scale: { domain: [0, 1], range: SHARE_RANGE, interpolate: "rgb" },
              legend: {
                title: "share of the person's blocks",
                titleLimit: 400,
                format: "~%",
                values: [0, 0.25, 0.5, 0.75, 1],
                gradientLength: Math.min(300, sidePx),
                gradientThickness: 12,
              },
            },
          },
        },
        ...(classes > MOST_WITH_TEXT ? [] : textLayers(classes, sidePx / classes)),
      ],
    };
  },
};

function cellsOf(row: readonly number[], index: number): Cell[] {
  const total = row.reduce((sum, value) => sum + (Number.isFinite(value) ? value : 0), 0);
  return row.map((value, column) => {
    const share = total > 0 && Number.isFinite(value) ? value / total : 0;
    return { row: index, column, share, counted: value > 0 ? count(value) : "", percent: percentText(share) };
  });
}

/** Whole percents; "<1" for a share that would round to none; nothing for none. */
function percentText(share: number): string {
  if (share === 0) return "";
  return share < 0.005 ? "<1%" : `${fixed(share * 100, 0)}%`;
}

function textLayers(classes: number, cellPx: number): TextLayer[] {
  const both = classes <= MOST_WITH_COUNTS;
  const size = Math.max(8, Math.min(13, Math.floor(cellPx / 3.4)));
  const layers = [textLayer("percent", size, both ? -size * 0.55 : 0)];
  return both ? [...layers, textLayer("counted", size - 2, size * 0.65)] : layers;
}

function textLayer(field: "percent" | "counted", fontSize: number, dy: number) {
  return {
    mark: { type: "text", baseline: "middle", fontSize, dy },
    encoding: {
      text: { field },
      color: { condition: { test: "datum.share > 0.45", value: "#FFFFFF" }, value: COLOURS.ink },
    },
  } as const;
}
type TextLayer = ReturnType<typeof textLayer>;
