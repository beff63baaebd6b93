export type Position = readonly [x: number, y: number];

/** How far new points are strewn, so that no two lie on one place; the map is some 20 wide. */
const STREW = 0.5;
const HALF_WIDTH = 10;

/**
 * Where points begin: those known stay where they were, a new one goes amidst its nearest known neighbours,
 * and one without any to a place at random. So the map fills without leaping.
 *
 * @param indices each point's nearest others
 * @param random from 0 to 1
 */
export function seedPositions(
  known: readonly (Position | null)[],
  indices: readonly (readonly number[])[],
  random: () => number,
): [number, number][] {
  const strewn = (width: number) => (random() * 2 - 1) * width;
  return known.map((position, i) => {
    if (position !== null) return [position[0], position[1]];
    const near = (indices[i] ?? []).flatMap((j) => known[j] ?? []);
    // Pairs laid end to end: x at the even places, y at the odd.
    if (near.length === 0) return [strewn(HALF_WIDTH), strewn(HALF_WIDTH)];
    const mean = (of: 0 | 1) =>
      near.reduce((sum, value, at) => (at % 2 === of ? sum + value : sum), 0) / (near.length / 2);
    return [mean(0) + strewn(STREW), mean(1) + strewn(STREW)];
  });
}
