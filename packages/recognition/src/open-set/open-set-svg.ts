/** Detection and identification rate by false positive identification rate, a line for each number of blocks. */
import { COLOURS, PLOT_WIDTH_PX, renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { OpenSetResult } from "./evaluate-open-set.js";

type Drawn = Pick<OpenSetResult, "byBlocks">;

function specification({ byBlocks }: Drawn): TopLevelSpec {
  const seriesOf = (blocks: number) => `${blocks} ${blocks === 1 ? "block" : "blocks"}`;
  const series = byBlocks.map(({ blocks }) => seriesOf(blocks));
  const lines = byBlocks.flatMap(({ blocks, curve }) =>
    curve.map((point) => ({ ...point, series: seriesOf(blocks) })),
  );
  // Zero has no place on a logarithmic axis.
  const points = byBlocks.flatMap(({ blocks, at }) =>
    at
      .filter(({ fpir }) => fpir.mean > 0)
      .map(({ fpir, dir }) => ({ fpir: fpir.mean, dir: dir.mean, series: seriesOf(blocks) })),
  );
  const lowest = Math.min(1, ...lines.map(({ fpir }) => fpir), ...points.map(({ fpir }) => fpir));
  return {
    width: PLOT_WIDTH_PX,
    height: 330,
    encoding: {
      x: {
        field: "fpir",
        type: "quantitative",
        scale: { type: "log", domain: [lowest, 1], nice: false },
        axis: { format: "~%", tickCount: 6, title: "strangers taken for somebody (FPIR)" },
      },
      y: {
        field: "dir",
        type: "quantitative",
        scale: { domain: [0, 1] },
        axis: { format: "~%", tickCount: 6, title: "known people found (DIR)" },
      },
      color: {
        field: "series",
        type: "nominal",
        title: null,
        sort: series,
        scale: { range: [COLOURS.blue, COLOURS.vermilion, COLOURS.green, COLOURS.orange, COLOURS.sky] },
        legend: { orient: "bottom", labelLimit: 0 },
      },
    },
    layer: [
      { data: { values: lines }, mark: { type: "line", strokeWidth: 2 } },
      { data: { values: points }, mark: { type: "point", filled: true, size: 70, opacity: 1 } },
    ],
  };
}

/** Draws the curves; on them, or beside, points are what thresholds from other strangers reach. */
export function openSetSvg(result: Drawn): Promise<string> {
  return renderSvg(specification(result), {
    id: "open-set",
    label: "Known people found, by strangers taken for somebody",
  });
}
