import type { TopLevelSpec } from "vega-lite";
import type { SurfacePoint } from "./search-parameters.js";

/** The surface of a search as a heat map with its numbers: gamma across, depth up, log loss as colour. */
export function surfaceSpecification(points: readonly SurfacePoint[]): TopLevelSpec {
  const x = { field: "gamma", type: "ordinal", title: "gamma" } as const;
  const y = {
    field: "maxDepth",
    type: "ordinal",
    title: "depth of trees at most",
    sort: "descending",
  } as const;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "white",
    data: { values: points.map((point) => ({ ...point, label: (1000 * point.logLoss).toFixed(1) })) },
    width: 60 * new Set(points.map(({ gamma }) => gamma)).size,
    height: 36 * new Set(points.map(({ maxDepth }) => maxDepth)).size,
    layer: [
      {
        mark: "rect",
        encoding: {
          x,
          y,
          color: {
            field: "logLoss",
            type: "quantitative",
            title: "log loss",
            // Light to middling, so that the numbers stay readable.
            scale: { range: ["#eef5fb", "#7fb3dc"], zero: false },
          },
        },
      },
      { mark: { type: "text", color: "black", fontSize: 11 }, encoding: { x, y, text: { field: "label" } } },
    ],
  };
}

/** Draws {@link surfaceSpecification} as SVG; the numbers in its fields are thousandths of a nat. */
export async function surfaceSvg(points: readonly SurfacePoint[]): Promise<string> {
  // Loaded when first needed, as only a search draws.
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(surfaceSpecification(points)).spec), { renderer: "none" });
  try {
    // Vega numbers gradients with a counter of the whole process.
    return `${(await view.toSVG()).replace(/gradient_\d+/g, "liveness-surface")}\n`;
  } finally {
    view.finalize();
  }
}
