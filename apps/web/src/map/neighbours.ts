export interface Neighbours {
  /** For each point the nearest others, itself first. */
  readonly indices: number[][];
  /** 1 − cosine, from 0 to 2. */
  readonly distances: number[][];
}

/**
 * The nearest neighbours of unit vectors by cosine, found exactly.
 * Yields after each point, so the caller can let the page breathe.
 */
export function* findNeighbours(
  vectors: readonly Float32Array[],
  count: number,
): Generator<void, Neighbours> {
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (const [i, vector] of vectors.entries()) {
    const all = vectors.map((other, j) => ({ j, distance: i === j ? -1 : 1 - dot(vector, other) }));
    all.sort((a, b) => a.distance - b.distance);
    const nearest = all.slice(0, count);
    indices.push(nearest.map(({ j }) => j));
    distances.push(nearest.map(({ distance }) => Math.max(0, distance)));
    yield;
  }
  return { indices, distances };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number); // k is in both
  return sum;
}
