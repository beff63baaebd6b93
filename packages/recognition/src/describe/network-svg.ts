/** A network as a drawing: boxes from top to bottom, side by side where layers run in parallel. */
import { COLOURS, escapeMarkup, textWidth } from "@wristprint/plots";
import {
  type LayerDescription,
  type NetworkDescription,
  settingsText,
  sizeText,
} from "./describe-network.js";

/** All in pixels. */
const BOX = { height: 40, least: 150, padding: 14 } as const;
const GAP = 22;
const FRAME = { side: 12, head: 24, foot: 12 } as const;
const MARGIN = 20;
const TITLE = 48;
const FONT = { main: 13, quiet: 11 } as const;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** SVG elements with its upper left corner at a point. */
  draw(x: number, y: number): string;
}

/** One SVG file that needs no font, script or network. */
export function networkSvg(network: NetworkDescription): string {
  const { name, input, output, classes, parameters } = network;
  const title = `${name}: ${parameters.toLocaleString("en-US")} parameters`;
  const column = stack([
    plate(`block of ${input.length} × ${input.channels}`, "", COLOURS.grid),
    ...network.layers.map(layerPicture),
    plate(`${classes} classes`, output, COLOURS.grid),
  ]);
  const width = Math.max(column.width, textWidth(title, 16)) + 2 * MARGIN;
  const height = column.height + TITLE + 2 * MARGIN;
  const label = escapeMarkup(`The network ${name}, layer by layer`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" font-family="sans-serif">`,
    `<rect width="100%" height="100%" fill="#FFFFFF"/>`,
    text(title, MARGIN, MARGIN + 16, { size: 16, weight: "bold", anchor: "start" }),
    column.draw((width - column.width) / 2, MARGIN + TITLE),
    "</svg>\n",
  ].join("\n");
}

/** Layers that learn stand out; those with layers inside are frames around them. */
function layerPicture(layer: LayerDescription): Picture {
  if (layer.branches.length > 0) return frame(layer);
  const { kind, settings, output, parameters } = layer;
  const learns = parameters > 0 ? `, ${parameters.toLocaleString("en-US")} parameters` : "";
  const head = [kind, settingsText(settings)].filter(Boolean).join(": ");
  return plate(head, `${sizeText(output)}${learns}`, parameters > 0 ? COLOURS.sky : "#FFFFFF");
}

function plate(head: string, foot: string, fill: string): Picture {
  const wanted = Math.max(textWidth(head, FONT.main), textWidth(foot, FONT.quiet)) + 2 * BOX.padding;
  const width = Math.max(BOX.least, wanted);
  return {
    width,
    height: BOX.height,
    draw(x, y) {
      const middle = x + width / 2;
      const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${BOX.height}" rx="5" fill="${fill}" fill-opacity="0.45" stroke="${COLOURS.faint}"/>`;
      if (foot === "") return box + text(head, middle, y + 25, { size: FONT.main });
      return (
        box +
        text(head, middle, y + 17, { size: FONT.main }) +
        text(foot, middle, y + 33, { size: FONT.quiet })
      );
    },
  };
}

/** A list of layers without any, as a residual block's plain shortcut is one, is a line past the others. */
function frame({ kind, settings, output, branches }: LayerDescription): Picture {
  const columns = branches.map((branch) => stack(branch.map(layerPicture)));
  const inner = Math.max(...columns.map(({ height }) => height));
  const head = [kind, settingsText(settings)].filter(Boolean).join(": ");
  const label = `${head} → ${sizeText(output)}`;
  const across = columns.reduce((sum, { width }) => sum + width, 0) + GAP * (columns.length - 1);
  // The label keeps to the left of the line that comes in at the middle.
  const width = Math.max(across + 2 * FRAME.side, 2 * (textWidth(label, FONT.quiet) + 2 * FRAME.side));
  const height = FRAME.head + GAP + inner + GAP + FRAME.foot;
  return {
    width,
    height,
    draw(x, y) {
      const parts = [
        `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="7" fill="none" stroke="${COLOURS.faint}" stroke-dasharray="5 4"/>`,
        text(label, x + FRAME.side, y + 16, { size: FONT.quiet, anchor: "start" }),
      ];
      const [top, bottom] = [y + FRAME.head, y + height - FRAME.foot];
      const middles: number[] = [];
      let left = x + (width - across) / 2;
      for (const column of columns) {
        const middle = left + column.width / 2;
        const from = top + GAP;
        parts.push(line(middle, top, middle, from), column.draw(left, from));
        parts.push(line(middle, from + column.height, middle, bottom));
        middles.push(middle);
        left += column.width + GAP;
      }
      const [first, last] = [Math.min(...middles), Math.max(...middles)];
      // Where the ways part, and where they meet again.
      for (const [edge, level] of [
        [y, top],
        [y + height, bottom],
      ] as const) {
        parts.push(line(first, level, last, level), line(x + width / 2, edge, x + width / 2, level));
      }
      return parts.join("\n");
    },
  };
}

/** Pictures one below the other, with a line from each to the next. */
function stack(pictures: readonly Picture[]): Picture {
  if (pictures.length === 0) return { width: 60, height: 0, draw: () => "" };
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = pictures.reduce((sum, picture) => sum + picture.height, 0) + GAP * (pictures.length - 1);
  return {
    width,
    height,
    draw(x, y) {
      const middle = x + width / 2;
      let top = y;
      return pictures
        .map((picture, index) => {
          const before = index === 0 ? "" : line(middle, top - GAP, middle, top);
          const drawn = picture.draw(x + (width - picture.width) / 2, top);
          top += picture.height + GAP;
          return before + drawn;
        })
        .join("\n");
    },
  };
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${COLOURS.quietInk}"/>`;
}

interface TextStyle {
  readonly size: number;
  readonly weight?: string;
  readonly anchor?: "start" | "middle";
}

function text(
  words: string,
  x: number,
  y: number,
  { size, weight = "normal", anchor = "middle" }: TextStyle,
): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${COLOURS.ink}">${escapeMarkup(words)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
