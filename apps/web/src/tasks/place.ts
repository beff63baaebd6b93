/** A size in CSS px. */
export interface Area {
  readonly widthPx: number;
  readonly heightPx: number;
}
/** A disc's middle in an area, CSS px from its upper left. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places tried before the farthest of them is taken. */
const TRIES = 24;

/**
 * A place at random for a disc that must lie whole in the area, and as far from another as wished where the
 * area allows it; else the farthest of those tried.
 *
 * @param random from 0 to 1
 */
export function placeDisc(
  area: Area,
  radiusPx: number,
  from: Place | null,
  distancePx: number,
  random: () => number,
): Place {
  const along = (lengthPx: number) =>
    lengthPx <= 2 * radiusPx ? lengthPx / 2 : radiusPx + random() * (lengthPx - 2 * radiusPx);
  let best = { x: along(area.widthPx), y: along(area.heightPx) };
  if (from === null) return best;
  const far = ({ x, y }: Place) => Math.hypot(x - from.x, y - from.y);
  for (let tries = 1; tries < TRIES && far(best) < distancePx; tries++) {
    const other = { x: along(area.widthPx), y: along(area.heightPx) };
    if (far(other) > far(best)) best = other;
  }
  return best;
}

/** Whether a place lies on a disc. */
export function isOn(place: Place, disc: Place, radiusPx: number): boolean {
  return Math.hypot(place.x - disc.x, place.y - disc.y) <= radiusPx;
}
