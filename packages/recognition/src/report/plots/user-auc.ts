import { COLOURS, PLOT_WIDTH_PX, printable } from "@wristprint/plots";
import { sortedNames } from "../run-summary.js";
import { fixed, isMeasured } from "../text.js";
import type { Plot, PlotPanel } from "./plot.js";

/** Up to so many users get a row of their own under the box. */
const MOST_NAMED_USERS = 40;
const ROW_PX = 21;

interface UserRow {
  readonly user: string;
  readonly auc: number;
  readonly label: string;
}

/** Box plot of the users' AUC, and where they are few, every user by name. */
export const userAuc: Plot = {
  id: "user-auc",
  title: "How well each user is told from the others (AUC)",
  subtitle: "Further right is better: 1 is perfect, 0.5 is tossing a coin.",
  howToRead:
    "The AUC is the chance that a movement by the owner gets a higher score than one by a stranger; the box holds " +
    "the middle half of the users, its line is the middle user, and a box that is narrow and far right means that " +
    "all users are served well.",
  specification(summary) {
    const perUser = summary.metrics.auc?.perUser ?? {};
    const rows: UserRow[] = [];
    for (const user of sortedNames(Object.keys(perUser))) {
      const auc = perUser[user];
      if (isMeasured(auc)) rows.push({ user: printable(user), auc, label: fixed(auc, 3) });
    }
    if (rows.length === 0) return undefined;
    rows.sort((a, b) => b.auc - a.auc);
    return rows.length > MOST_NAMED_USERS ? box(rows) : { vconcat: [box(rows), dots(rows)], spacing: 4 };
  },
};

/** Vega-Lite shares no axis here, so both parts are given the same one. */
function domain(rows: readonly UserRow[]): [number, number] {
  const lowest = Math.min(...rows.map((row) => row.auc));
  return [Math.max(0, Math.floor(lowest * 20 - 0.5) / 20), 1];
}

function box(rows: readonly UserRow[]): PlotPanel {
  const alone = rows.length > MOST_NAMED_USERS;
  const axis = alone ? {} : { labels: false, ticks: false, domain: false };
  const title = alone ? AXIS_TITLE : null;
  return {
    width: PLOT_WIDTH_PX - 10,
    height: alone ? 90 : 56,
    data: { values: [...rows] },
    layer: [
      {
        mark: {
          type: "boxplot",
          extent: 1.5,
          size: alone ? 44 : 28,
          color: COLOURS.sky,
          box: { fillOpacity: 0.55, stroke: COLOURS.blue },
          median: { color: COLOURS.ink, strokeWidth: 2.5 },
          rule: { color: COLOURS.blue },
          ticks: { color: COLOURS.blue, size: 14 },
          outliers: { opacity: 0 },
        },
        encoding: {
          x: {
            field: "auc",
            type: "quantitative",
            scale: { domain: domain(rows), nice: false, zero: false },
            axis,
            title,
          },
          y: { datum: "all users", type: "nominal", axis: { title: null, ticks: false, domain: false } },
        },
      },
      {
        mark: { type: "tick", color: COLOURS.ink, opacity: alone ? 0.35 : 0, size: 18, thickness: 1.5 },
        encoding: {
          x: { field: "auc", type: "quantitative", axis, title },
          y: { datum: "all users", type: "nominal" },
        },
      },
    ],
  };
}

const AXIS_TITLE = "area under the ROC curve (AUC)";

function dots(rows: readonly UserRow[]): PlotPanel {
  const users = rows.map((row) => row.user);
  return {
    width: PLOT_WIDTH_PX - 10,
    height: { step: ROW_PX },
    data: { values: [...rows] },
    encoding: {
      x: {
        field: "auc",
        type: "quantitative",
        scale: { domain: domain(rows), nice: false, zero: false },
        axis: { title: AXIS_TITLE },
      },
      y: {
        field: "user",
        type: "nominal",
        sort: users,
        axis: { title: null, grid: true, ticks: false, domain: false, labelLimit: 140 },
      },
    },
    layer: [
      { mark: { type: "point", filled: true, size: 75, opacity: 1, color: COLOURS.blue } },
      {
        mark: { type: "text", align: "right", dx: -10, color: COLOURS.quietInk },
        encoding: { text: { field: "label" } },
      },
    ],
  };
}
