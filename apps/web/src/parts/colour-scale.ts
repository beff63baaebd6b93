export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Stops of viridis, at equal distances: even in lightness, and readable by the colour-blind.
 * Source: matplotlib's colour map of that name (S. van der Walt, N. Smith; CC0), at 0, 1/4, 1/2, 3/4 and 1.
 */
const STOPS: readonly Rgb[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

/** A value's colour: `lower` and all below it is the darkest, `upper` and all above it the lightest. */
export function colourOf(value: number, lower: number, upper = 1): Rgb {
  const share = upper > lower ? (value - lower) / (upper - lower) : value >= upper ? 1 : 0;
  const place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
  const before = Math.min(STOPS.length - 2, Math.floor(place));
  // Both are there: 0 ≤ before < length - 1.
  const [from, to] = [STOPS[before] as Rgb, STOPS[before + 1] as Rgb];
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (place - before));
  return [mix(0), mix(1), mix(2)];
}

/** Relative luminance, 0 to 1, by WCAG 2. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is read more easily on the colour. */
export function inkOn(colour: Rgb): Rgb {
  // Where both have the same contrast by WCAG 2.
  return luminance(colour) > 0.179 ? [0, 0, 0] : [255, 255, 255];
}

export function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
