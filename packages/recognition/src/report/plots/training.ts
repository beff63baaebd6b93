import { COLOURS, PLOT_WIDTH_PX } from "@wristprint/plots";
import type { Column, RunSummary, TrainingHistory } from "../run-summary.js";
import type { Plot, PlotLayer, PlotPanel } from "./plot.js";

interface TrainingRow {
  /** Place of the model in the run, −1 for the mean over models. */
  readonly model: number;
  readonly part: "training" | "validation";
  readonly epoch: number;
  readonly value: number;
}

interface Quantity {
  readonly title: string;
  readonly train: (history: TrainingHistory) => Column | undefined;
  readonly validation: (history: TrainingHistory) => Column | undefined;
  readonly asPercent: boolean;
}

const QUANTITIES: readonly Quantity[] = [
  {
    title: "loss",
    train: (history) => history.trainLoss,
    validation: (history) => history.validationLoss,
    asPercent: false,
  },
  {
    title: "accuracy",
    train: (history) => history.trainAccuracy,
    validation: (history) => history.validationAccuracy,
    asPercent: true,
  },
];

/** Loss and accuracy by epoch: one faint line a model, and their mean. */
export const training: Plot = {
  id: "training",
  title: "How the training went",
  subtitle: "By epoch (one pass over the training data). Of several models: each faint, their mean bold.",
  howToRead:
    "The loss should fall and the accuracy rise until both level off; where the validation line (movements the " +
    "network did not learn from) turns away from the training line, the network has begun to learn by heart.",
  specification(summary) {
    const panels = QUANTITIES.map((quantity) => ({ quantity, rows: rowsOf(summary, quantity) })).filter(
      ({ rows }) => rows.length > 0,
    );
    if (panels.length === 0) return undefined;
    return {
      vconcat: panels.map(({ quantity, rows }, index) =>
        panel(quantity, rows, index === panels.length - 1 ? "epoch" : null),
      ),
      spacing: 22,
    };
  },
};

function rowsOf(summary: RunSummary, quantity: Quantity): TrainingRow[] {
  const histories = summary.curves.training ?? [];
  const rows: TrainingRow[] = [];
  for (const part of ["training", "validation"] as const) {
    const pick = part === "training" ? quantity.train : quantity.validation;
    const columns = histories.map((history) => pick(history) ?? []);
    if (columns.length > 1)
      columns.forEach((column, model) => void rows.push(...points(column, model, part)));
    rows.push(...points(meanColumn(columns), -1, part));
  }
  return rows;
}

function points(column: Column, model: number, part: TrainingRow["part"]): TrainingRow[] {
  return Array.from(column, (value, index) => ({ model, part, epoch: index + 1, value })).filter((row) =>
    Number.isFinite(row.value),
  );
}

/** At each epoch the mean over the models that still trained then. */
function meanColumn(columns: readonly Column[]): number[] {
  const epochs = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: epochs }, (_, epoch) => {
    const values = columns.map((column) => column[epoch] ?? Number.NaN).filter(Number.isFinite);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

function panel(quantity: Quantity, rows: readonly TrainingRow[], xTitle: string | null): PlotPanel {
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const parts = ["training", "validation"].filter((part) => rows.some((row) => row.part === part));
  const colours = parts.map((part) => (part === "training" ? COLOURS.blue : COLOURS.vermilion));
  const line = (bold: boolean): PlotLayer => ({
    transform: [{ filter: bold ? "datum.model < 0" : "datum.model >= 0" }],
    mark: {
      type: "line",
      strokeWidth: bold ? 3 : 1,
      opacity: bold ? 1 : 0.3,
      // A single epoch is a point, not a line.
      point: epochs === 1 ? { filled: true, size: 60 } : false,
    },
    encoding: {
      x: {
        field: "epoch",
        type: "quantitative",
        scale: { domain: [1, Math.max(2, epochs)], nice: false },
        axis: { title: xTitle, tickMinStep: 1, format: "d", tickCount: 10 },
      },
      y: {
        field: "value",
        type: "quantitative",
        scale: { zero: !quantity.asPercent, nice: true },
        axis: { title: quantity.title, ...(quantity.asPercent ? { format: "~%" } : {}), tickCount: 5 },
      },
      detail: { field: "model", type: "nominal" },
      color: { field: "part", type: "nominal", scale: { domain: parts, range: colours } },
      strokeDash: {
        field: "part",
        type: "nominal",
        scale: { domain: parts, range: parts.map((part) => (part === "training" ? [1, 0] : [6, 3])) },
      },
    },
  });
  return {
    width: PLOT_WIDTH_PX,
    height: 170,
    data: { values: [...rows] },
    layer: [line(false), line(true)],
  };
}
