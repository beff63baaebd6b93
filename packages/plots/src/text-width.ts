/**
 * How wide a text is, without a canvas and without fonts, so that a plot is laid out the same on every
 * machine. Advance widths are those of DejaVu Sans in rough classes: the widest of the usual sans-serif
 * fonts, so that what fits here fits in Arial or Helvetica too.
 */
const CLASSES: readonly (readonly [characters: string, em: number])[] = [
  ["ijl'|", 0.29],
  [" .,:;!I()[]ft/\\-", 0.37],
  ['rs"*?J', 0.5],
  ["%@mMW", 0.92],
  ["wABCDEFGHKLNOPQRSTUVXYZ", 0.72],
];

const WIDTHS = new Map(CLASSES.flatMap(([characters, em]) => [...characters].map((c) => [c, em] as const)));

/** The width of a text in pixels, for a font size in pixels. */
export function textWidth(text: string, fontSizePx: number): number {
  let em = 0;
  for (const character of text) em += WIDTHS.get(character) ?? (character > "\u2e7f" ? 1 : 0.62);
  return em * fontSizePx;
}
