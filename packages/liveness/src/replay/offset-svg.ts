/** How often a replay is found by how many of its points are moved and how far: as Figure 12 of the paper. */
import type { TopLevelSpec } from "vega-lite";
import type { DetectionRow } from "./evaluate-replay.js";

/** Colours that any eye tells apart (Okabe & Ito 2008). */
const COLOURS = ["#0072B2", "#D55E00"];

export function offsetSpecification(rows: readonly DetectionRow[]): TopLevelSpec {
  const values = rows.map(({ share, offsetPx, rate }) => ({
    share,
    rate,
    offset: `x moved by ${offsetPx} px`,
  }));
  // From where the lowest point leaves room, for most of it happens near the top.
  const lowest = Math.min(0.9, ...rows.map(({ rate }) => Math.floor(rate * 10) / 10));
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "white",
    data: { values },
    width: 530,
    height: 260,
    encoding: {
      x: { field: "share", type: "quantitative", title: "share of points moved", axis: { format: "%" } },
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
        scale: { range: COLOURS },
        legend: { orient: "bottom" },
      },
    },
    layer: [
      { mark: { type: "line", strokeWidth: 2.5 } },
      {
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: { shape: { field: "offset", type: "nominal", title: null } },
      },
    ],
  };
}

/** Draws {@link offsetSpecification} as SVG. */
export async function offsetSvg(rows: readonly DetectionRow[]): Promise<string> {
  // Loaded when first needed, as only an evaluation draws.
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(offsetSpecification(rows)).spec), { renderer: "none" });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
