/** An explanation as a picture: the session's path by what spoke for and against, and the evidence over time beneath. */
import { COLOURS, PLOT_WIDTH_PX, renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { SessionExplanation, SessionPath } from "./explain-session.js";

const MEASURES = {
  logOdds: "log-odds",
  logLikelihoodRatio: "log-likelihood ratio",
} as const;

/** Heights in pixels. */
const PATH_HEIGHT = { least: 160, most: 480 } as const;
const TIME_HEIGHT = 90;
/** Where evidence beyond this share of the stretches' is shown in the strongest colour. */
const FULL_COLOUR = 0.98;

/** Draws it; the same bytes for the same explanation. */
export function explanationSvg(explanation: SessionExplanation, path: SessionPath): Promise<string> {
  const { claimed, subject, session } = explanation;
  return renderSvg(specification(explanation, path), {
    id: "explanation",
    label: `What in ${subject}/${session} spoke for ${claimed} and what against`,
  });
}

function specification(explanation: SessionExplanation, path: SessionPath): TopLevelSpec {
  const { claimed, subject, session, evidence, measure, model, blocks, steps } = explanation;
  const strongest = strengthOf(explanation);
  const colour = {
    field: "spokeFor",
    type: "quantitative" as const,
    scale: {
      domain: [-strongest, 0, strongest],
      range: [COLOURS.vermilion, COLOURS.grid, COLOURS.blue],
      interpolate: "rgb" as const,
      clamp: true,
    },
    legend: {
      type: "gradient" as const,
      orient: "bottom" as const,
      direction: "horizontal" as const,
      title: `against ${claimed}  ·  what hiding a stretch takes from the evidence  ·  for ${claimed}`,
      titleLimit: PLOT_WIDTH_PX,
      gradientLength: PLOT_WIDTH_PX,
      format: "+.2~f",
    },
  };
  return {
    title: {
      text: `Was ${subject}/${session} ${claimed}?`,
      subtitle: [
        `${MEASURES[measure]} of ${blocks.length === 1 ? "the block" : `all ${blocks.length} blocks`}: ${signed(evidence)}`,
        `${model.name}; stretches of ${steps} differences hidden in turn`,
      ],
    },
    vconcat: [
      pathPlot(path, explanation, colour),
      ...timePlots(explanation, path, { ...colour, legend: null }),
    ],
    spacing: 18,
    resolve: { scale: { color: "independent" } },
  };
}

type Colour = object;

/** The path on the screen, both axes of one scale; what no block holds is grey. */
function pathPlot(path: SessionPath, { stretches }: SessionExplanation, color: Colour) {
  const { x, y, events } = path;
  const frame = frameOf(path);
  const place = (event: number) => ({ x: x[event] as number, y: y[event] as number, at: event });
  const pieces = events.flatMap((own, stretch) =>
    runsOf(own).map((run) => ({
      spokeFor: stretches[stretch]?.spokeFor,
      events: [(run[0] as number) - 1, ...run],
    })),
  );
  const axes = {
    x: {
      field: "x",
      type: "quantitative" as const,
      scale: { domain: frame.x, nice: false, zero: false },
      title: "x, px",
      axis: { grid: false },
    },
    y: {
      field: "y",
      type: "quantitative" as const,
      // Screens count downwards.
      scale: { domain: frame.y, nice: false, zero: false, reverse: true },
      title: "y, px",
      axis: { grid: false },
    },
    order: { field: "at", type: "quantitative" as const },
  };
  return {
    width: PLOT_WIDTH_PX,
    height: frame.heightPx,
    layer: [
      {
        data: { values: Array.from(x, (_, event) => place(event)) },
        mark: { type: "line" as const, clip: true, strokeWidth: 0.75, color: COLOURS.faint },
        encoding: axes,
      },
      {
        data: {
          values: pieces.flatMap((piece, index) =>
            piece.events.map((event) => ({ ...place(event), spokeFor: piece.spokeFor, piece: index })),
          ),
        },
        mark: { type: "line" as const, clip: true, strokeWidth: 2.5, strokeCap: "round" as const },
        encoding: { ...axes, detail: { field: "piece", type: "nominal" as const }, color },
      },
    ],
  };
}

/** What each stretch spoke for, and beneath it the evidence of the blocks. */
function timePlots({ blocks, stretches }: SessionExplanation, path: SessionPath, color: Colour) {
  const { tMs, events } = path;
  const seconds = (event: number) => (tMs[event] as number) / 1000;
  const values = events.flatMap((own, index) =>
    runsOf(own).map((run) => {
      const stretch = stretches[index];
      return {
        from: seconds((run[0] as number) - 1),
        to: seconds(run.at(-1) as number),
        none: 0,
        spokeFor: stretch?.spokeFor,
        evidence: blocks[stretch?.block ?? 0]?.evidence,
      };
    }),
  );
  const bars = (field: string, title: string, xTitle: string | null, look: object) => ({
    width: PLOT_WIDTH_PX,
    height: TIME_HEIGHT,
    data: { values },
    mark: {
      type: "bar" as const,
      ...(xTitle !== null && { color: COLOURS.quietInk, stroke: COLOURS.quietInk }),
    },
    encoding: {
      x: { field: "from", type: "quantitative" as const, title: xTitle, axis: { grid: false } },
      x2: { field: "to" },
      y: { field: "none", type: "quantitative" as const, title, axis: { tickCount: 4 } },
      y2: { field },
      ...look,
    },
  });
  return [
    bars("spokeFor", "stretches", null, { color }),
    bars("evidence", "blocks", "seconds since the session began", {}),
  ];
}

/** The window on the screen that holds the path, widened to one scale of both axes where the picture would be too flat or too high. */
function frameOf({ x, y }: SessionPath): { x: number[]; y: number[]; heightPx: number } {
  const across = widened(extentOf(x), 0);
  const down = widened(extentOf(y), 0);
  const perPx = (across[1] - across[0]) / PLOT_WIDTH_PX;
  const wanted = (down[1] - down[0]) / perPx;
  const heightPx = Math.round(Math.min(PATH_HEIGHT.most, Math.max(PATH_HEIGHT.least, wanted)));
  const scale = Math.max(perPx, (down[1] - down[0]) / heightPx);
  return { x: widened(across, scale * PLOT_WIDTH_PX), y: widened(down, scale * heightPx), heightPx };
}

function extentOf(values: Float32Array): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** About the same middle, with a margin or as wide as asked. */
function widened([least, most]: readonly [number, number], width: number): [number, number] {
  const half = width > 0 ? width / 2 : Math.max(1, 0.52 * (most - least));
  const middle = (least + most) / 2;
  return [middle - half, middle + half];
}

/** What is drawn in the strongest colour. */
function strengthOf({ stretches }: SessionExplanation): number {
  const strengths = stretches.map(({ spokeFor }) => Math.abs(spokeFor)).sort((a, b) => a - b);
  return strengths[Math.min(strengths.length - 1, Math.floor(FULL_COLOUR * strengths.length))] || 1;
}

/** Events that follow one another; a stretch of leftovers has several runs. */
function runsOf(events: Int32Array): number[][] {
  const runs: number[][] = [];
  for (const [i, event] of events.entries()) {
    if (i > 0 && event === (events[i - 1] as number) + 1) runs.at(-1)?.push(event);
    else runs.push([event]);
  }
  return runs;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
