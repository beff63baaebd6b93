import { COLOURS, PLOT_WIDTH_PX } from "@wristprint/plots";
import type { BlocksMetric } from "../run-summary.js";
import { fixed, isMeasured, percent } from "../text.js";
import type { Plot, PlotPanel } from "./plot.js";

interface BlocksRow {
  readonly blocks: number;
  readonly figure: string;
  readonly value: number;
  readonly label: string;
}

interface Panel {
  readonly better: string;
  readonly fromZero: boolean;
  readonly figures: readonly { readonly key: "auc" | "accuracy" | "eer"; readonly name: string }[];
  readonly colours: readonly string[];
}

const PANELS: readonly Panel[] = [
  {
    better: "more is better",
    fromZero: false,
    figures: [
      { key: "auc", name: "AUC" },
      { key: "accuracy", name: "accuracy" },
    ],
    colours: [COLOURS.blue, COLOURS.green],
  },
  {
    better: "less is better",
    fromZero: true,
    figures: [{ key: "eer", name: "equal error rate" }],
    colours: [COLOURS.vermilion],
  },
];

/** The figures against the number of consecutive blocks whose scores are averaged. */
export const byBlocks: Plot = {
  id: "by-blocks",
  title: "How much watching longer helps",
  subtitle: "A decision rests on the mean score of so many consecutive blocks of movement.",
  howToRead:
    "One block is a few seconds of pointer movement; further right the system watches longer before it decides, " +
    "and the lines show how much surer that makes it.",
  specification(summary) {
    const metrics = (summary.metrics.byBlocks ?? []).filter((metric) => metric.blocks >= 1);
    const panels = PANELS.map((panel) => ({ panel, rows: rowsOf(metrics, panel) })).filter(
      ({ rows }) => rows.length > 0,
    );
    if (panels.length === 0) return undefined;
    const blocks = [...new Set(metrics.map((metric) => metric.blocks))].sort((a, b) => a - b);
    return {
      vconcat: panels.map(({ panel, rows }, index) =>
        drawPanel(panel, rows, blocks, index === panels.length - 1),
      ),
      spacing: 22,
      resolve: { scale: { color: "independent", shape: "independent" }, legend: { color: "independent" } },
    };
  },
};

function rowsOf(metrics: readonly BlocksMetric[], panel: Panel): BlocksRow[] {
  return metrics.flatMap((metric) =>
    panel.figures.flatMap(({ key, name }) => {
      const value = metric[key];
      if (!isMeasured(value)) return [];
      const label = key === "auc" ? fixed(value, 3) : percent(value);
      return [{ blocks: metric.blocks, figure: name, value, label }];
    }),
  );
}

/** The top of an axis from zero that leaves room for the label of the highest point. */
function roomy(rows: readonly BlocksRow[]): number {
  return 1.2 * Math.max(0.01, ...rows.map((row) => row.value));
}

function drawPanel(
  panel: Panel,
  rows: readonly BlocksRow[],
  blocks: readonly number[],
  last: boolean,
): PlotPanel {
  const names = panel.figures.map((figure) => figure.name);
  const used = names.filter((name) => rows.some((row) => row.figure === name));
  const range = used.map((name) => panel.colours[names.indexOf(name)] ?? COLOURS.ink);
  const low = Math.min(...blocks);
  const high = Math.max(...blocks);
  const shown = used.length === 1 && rows.length <= 9;
  return {
    width: PLOT_WIDTH_PX,
    height: 190,
    data: { values: [...rows] },
    encoding: {
      x: {
        field: "blocks",
        type: "quantitative",
        scale: { type: "log", domain: [low * 0.88, high * 1.14], nice: false },
        axis: {
          title: last ? "blocks averaged (logarithmic)" : null,
          values: [...blocks],
          format: "d",
          grid: true,
          labelOverlap: "greedy",
        },
      },
      y: {
        field: "value",
        type: "quantitative",
        scale: panel.fromZero ? { domain: [0, roomy(rows)], nice: false } : { zero: false, nice: true },
        axis: {
          title: `${used.join(", ")} (${panel.better})`,
          format: used.includes("AUC") ? "~r" : "~%",
          tickCount: 5,
        },
      },
      color: {
        field: "figure",
        type: "nominal",
        scale: { domain: used, range },
        legend: { orient: "top", offset: 4 },
      },
    },
    layer: [
      { mark: { type: "line", strokeWidth: 2.5 } },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          shape: {
            field: "figure",
            type: "nominal",
            scale: { domain: used },
            legend: { orient: "top", offset: 4 },
          },
        },
      },
      {
        mark: {
          type: "text",
          align: "left",
          dx: 5,
          dy: -10,
          fontSize: 11,
          color: COLOURS.ink,
          opacity: shown ? 1 : 0,
        },
        encoding: { text: { field: "label" }, color: { value: COLOURS.ink } },
      },
    ],
  };
}
