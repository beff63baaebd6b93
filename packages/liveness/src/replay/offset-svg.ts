/** How often a replay is found by how many of its points are moved and how far: as Figure 12 of the paper. */
import { COLOURS, PLOT_WIDTH_PX, renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { DetectionRow } from "./replay-evaluation.js";

export function offsetSpecification(rows: readonly DetectionRow[]): TopLevelSpec {
  const values = rows.map(({ share, offsetPx, rate }) => ({
    share,
    rate,
    offset: `x moved by ${offsetPx} px`,
  }));
  // From where the lowest point leaves room, for most of it happens near the top.
  const lowest = Math.min(0.9, ...rows.map(({ rate }) => Math.floor(rate * 10) / 10));
  return {
    data: { values },
    width: PLOT_WIDTH_PX,
    height: 260,
    encoding: {
      x: {
        field: "share",
        type: "quantitative",
        title: "share of points moved",
        axis: { format: "%", tickCount: 5 },
      },
      y: {
        field: "rate",
        type: "quantitative",
        title: "replays found (more is better)",
        scale: { domain: [lowest, 1] },
        axis: { format: "%" },
      },
      color: {
        field: "offset",
        type: "nominal",
        title: null,
        scale: { range: [COLOURS.blue, COLOURS.vermilion] },
      },
    },
    layer: [
      { mark: { type: "line", strokeWidth: 2.5 } },
      {
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: { shape: { field: "offset", type: "nominal", legend: null } },
      },
    ],
  };
}

/** Draws {@link offsetSpecification} as SVG. */
export function offsetSvg(rows: readonly DetectionRow[]): Promise<string> {
  return renderSvg(offsetSpecification(rows), { id: "replay-offsets", label: "How often replays are found" });
}
