/**
 * How plots look: the Okabe–Ito palette (Okabe & Ito 2008, "Color Universal Design"), which people with any
 * colour vision tell apart, on white, in the reader's own sans-serif font.
 */
import type { Config } from "vega-lite";

export const COLOURS = {
  blue: "#0072B2",
  vermilion: "#D55E00",
  green: "#009E73",
  sky: "#56B4E9",
  orange: "#E69F00",
  faint: "#9AA5B1",
  ink: "#1F2933",
  quietInk: "#52606D",
  grid: "#E4E7EB",
} as const;

/** White to the palette's blue, darkened: shares in a matrix. */
export const SHARE_RANGE = ["#FFFFFF", "#B9D8EA", "#5AA5CF", "#0072B2", "#003F63"];

/** Width of the plotting area of a single plot, in pixels; with axes and padding about 640. */
export const PLOT_WIDTH_PX = 530;

const FONT = "sans-serif";
const FONT_SIZE_PX = 13;

const CONFIG: Config = {
  background: "#FFFFFF",
  padding: 12,
  font: FONT,
  aria: false,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "bounds",
    fontSize: 16,
    fontWeight: "bold",
    color: COLOURS.ink,
    subtitleFontSize: FONT_SIZE_PX,
    subtitleColor: COLOURS.quietInk,
    subtitlePadding: 6,
    offset: 14,
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: FONT_SIZE_PX,
    titleFontWeight: "normal",
    titleColor: COLOURS.ink,
    labelColor: COLOURS.quietInk,
    titlePadding: 10,
    labelPadding: 5,
    gridColor: COLOURS.grid,
    domainColor: COLOURS.faint,
    tickColor: COLOURS.faint,
    labelLimit: 220,
    labelFlush: false,
    labelOverlap: "greedy",
    labelSeparation: 3,
  },
  legend: {
    orient: "bottom",
    direction: "horizontal",
    labelFontSize: FONT_SIZE_PX,
    titleFontSize: FONT_SIZE_PX,
    titleFontWeight: "normal",
    labelColor: COLOURS.ink,
    titleColor: COLOURS.ink,
    labelLimit: 260,
    symbolStrokeWidth: 2.5,
    symbolSize: 130,
    symbolOpacity: 1,
    columnPadding: 22,
    offset: 14,
    title: null,
  },
  text: { font: FONT, fontSize: 12, color: COLOURS.ink },
};

export const PLOT_CONFIG = { vega: CONFIG, fontSize: FONT_SIZE_PX } as const;
