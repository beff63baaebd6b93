export type { TopLevelSpec } from "vega-lite";
export { escapeMarkup, printable } from "./markup.js";
export { renderSvg, type SvgOptions } from "./render-svg.js";
export { COLOURS, PLOT_WIDTH_PX, SHARE_RANGE } from "./style.js";
export { textWidth } from "./text-width.js";
