import { renderSvg, type TopLevelSpec } from "@wristprint/plots";
import type { Plot } from "./plots/plot.js";
import { PLOTS } from "./plots/registry.js";
import type { RunSummary } from "./run-summary.js";

export interface RenderedPlot {
  readonly id: string;
  readonly title: string;
  readonly howToRead: string;
  /** A whole SVG document without an XML declaration; it can stand in HTML as it is. */
  readonly svg: string;
}

/** A plot's Vega-Lite specification with its heading, or `undefined` where the run holds nothing to draw. */
export function plotSpecification(plot: Plot, summary: RunSummary): TopLevelSpec | undefined {
  const specification = plot.specification(summary);
  return specification && { ...specification, title: { text: plot.title, subtitle: plot.subtitle } };
}

/** Draws every plot that the run holds data for, in reading order. */
export async function renderPlots(
  summary: RunSummary,
  plots: readonly Plot[] = PLOTS,
): Promise<RenderedPlot[]> {
  const rendered: RenderedPlot[] = [];
  for (const plot of plots) {
    const specification = plotSpecification(plot, summary);
    if (specification === undefined) continue;
    const { id, title, howToRead } = plot;
    rendered.push({ id, title, howToRead, svg: await renderSvg(specification, { id, label: title }) });
  }
  return rendered;
}
