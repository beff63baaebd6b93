import { renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { SurfacePoint } from "./search-parameters.js";

/** The surface of a search as a heat map with its numbers: gamma across, depth up, log loss as colour. */
export function surfaceSpecification(points: readonly SurfacePoint[]): TopLevelSpec {
  const x = { field: "gamma", type: "ordinal", title: "gamma", axis: { labelAngle: 0 } } as const;
  const y = {
    field: "maxDepth",
    type: "ordinal",
    title: "depth of trees at most",
    sort: "descending",
  } as const;
  return {
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
export function surfaceSvg(points: readonly SurfacePoint[]): Promise<string> {
  return renderSvg(surfaceSpecification(points), {
    id: "liveness-surface",
    label: "Log loss by gamma and depth of trees",
  });
}
