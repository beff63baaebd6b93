/** Vega-Lite specification → SVG text: no canvas, no fonts, no network, the same bytes for the same data. */
import type { TopLevelSpec } from "vega-lite";
import { escapeMarkup, printable } from "./markup.js";
import { PLOT_CONFIG } from "./style.js";
import { textWidth } from "./text-width.js";

declare module "vega" {
  /** Vega's hook for measuring text; exported, but missing from its typings (vega-typings 1.5). */
  const textMetrics: { width(item: { fontSize?: number; limit?: number }, text: unknown): number };
}

export interface SvgOptions {
  /** Prefixes the ids inside the SVG, so that several can stand in one HTML page. [a-z0-9-]+ */
  readonly id: string;
  /** What a screen reader says in place of the picture. */
  readonly label: string;
}

/** Draws a specification in the project's style. Throws what Vega throws for a specification it cannot draw. */
export async function renderSvg(specification: TopLevelSpec, options: SvgOptions): Promise<string> {
  // Loaded when first needed: the two take a quarter of a second, which no other command should wait for.
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  // Vega measures with a canvas where one happens to be installed and guesses far too wide elsewhere.
  vega.textMetrics.width = (item, text) => {
    const width = textWidth(String(text ?? "").trim(), Number(item.fontSize ?? PLOT_CONFIG.fontSize));
    return item.limit ? Math.min(width, item.limit) : width;
  };
  const compiled = compile(specification, { config: PLOT_CONFIG.vega, logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(compiled.spec), {
    renderer: "none",
    logLevel: vega.Error,
  });
  try {
    return finish(await view.toSVG(), options);
  } finally {
    view.finalize();
  }
}

function finish(svg: string, { id, label }: SvgOptions): string {
  return printable(scopeIds(svg, id))
    .replace(/^<svg /, `<svg role="img" aria-label="${escapeMarkup(label)}" `)
    .concat("\n");
}

/**
 * Vega numbers clip paths and gradients with a counter that the whole process shares. Here they are numbered
 * by their place in the picture.
 */
function scopeIds(svg: string, prefix: string): string {
  const ids = new Map<string, string>();
  for (const [, id] of svg.matchAll(/<(?:clipPath|linearGradient|radialGradient) id="([^"]+)"/g)) {
    if (id !== undefined) ids.set(id, `${prefix}-${ids.size + 1}`);
  }
  return svg.replace(/(\bid="|url\(#)([^")]+)/g, (all, before: string, id: string) => {
    const scoped = ids.get(id);
    return scoped === undefined ? all : before + scoped;
  });
}
