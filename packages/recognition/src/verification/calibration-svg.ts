/** A reliability diagram: what log-likelihood ratios claim, and what is so. */
import { COLOURS, PLOT_WIDTH_PX, renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { VerificationFigures } from "./evaluate-verification.js";

type Calibrated = Pick<VerificationFigures, "blocks" | "cllr" | "cllrMin" | "reliability">;

function specification(byBlocks: readonly Calibrated[]): TopLevelSpec {
  const series = byBlocks.map(
    ({ blocks, cllr, cllrMin }) =>
      `${blocks} ${blocks === 1 ? "block" : "blocks"}: Cllr ${cllr.toFixed(3)}, at least ${cllrMin.toFixed(3)}`,
  );
  const values = byBlocks.flatMap(({ reliability }, index) =>
    reliability.map((bin) => ({ ...bin, series: series[index] })),
  );
  const share = () => ({
    type: "quantitative" as const,
    scale: { domain: [0, 1] },
    axis: { format: "%", tickCount: 5 },
  });
  return {
    width: PLOT_WIDTH_PX,
    height: 330,
    layer: [
      {
        data: { values: [0, 1].map((ends) => ({ claimed: ends, observed: ends })) },
        mark: { type: "line", color: COLOURS.faint, strokeDash: [4, 4] },
        encoding: {
          x: {
            field: "claimed",
            ...share(),
            title: "claimed probability of one person, at even odds before",
          },
          y: { field: "observed", ...share(), title: "comparisons that are of one person" },
        },
      },
      {
        data: { values },
        encoding: {
          x: { field: "claimed", ...share() },
          y: { field: "observed", ...share() },
          color: {
            field: "series",
            type: "nominal",
            title: null,
            sort: series,
            scale: { range: [COLOURS.blue, COLOURS.vermilion, COLOURS.green, COLOURS.orange, COLOURS.sky] },
            legend: { orient: "bottom", columns: 1, labelLimit: 0 },
          },
        },
        layer: [
          { mark: { type: "line", strokeWidth: 2 } },
          { mark: { type: "point", filled: true, size: 50, opacity: 1 } },
        ],
      },
    ],
  };
}

/** Draws the calibration of each number of blocks; on the dashed line ratios mean what they say. */
export function calibrationSvg(byBlocks: readonly Calibrated[]): Promise<string> {
  return renderSvg(specification(byBlocks), {
    id: "calibration",
    label: "What log-likelihood ratios claim, and what is so",
  });
}
