import { UMAP } from "umap-js";
import { findNeighbours } from "./neighbours.js";
import { type Position, seedPositions } from "./seed-positions.js";

/** Below so many points a map says nothing. */
export const FEWEST_POINTS = 6;

const NEIGHBOURS = 15;
/** Rounds for a map drawn from nothing, and for one where some points were added. */
const ROUNDS = { first: 400, further: 120 };

/**
 * Lays points out in a plane so that alike ones lie together (UMAP: McInnes, Healy, Melville 2018).
 * Yields after each small step, with the positions where there are any, so the page stays responsive.
 *
 * @param vectors of length 1; at least {@link FEWEST_POINTS}
 * @param known where the points lay before, or null for a new one
 * @param random from 0 to 1
 */
export function* layOut(
  vectors: readonly Float32Array[],
  known: readonly (Position | null)[],
  random: () => number,
): Generator<readonly Position[] | null, readonly Position[]> {
  // A precomputed list may be as long as all points, itself among them; umap-js wants fewer than there are.
  const count = Math.min(NEIGHBOURS, vectors.length - 1);
  const search = findNeighbours(vectors, count);
  let found = search.next();
  while (!found.done) {
    yield null;
    found = search.next();
  }
  const { indices, distances } = found.value;
  const fresh = known.every((position) => position === null);
  const rounds = fresh ? ROUNDS.first : ROUNDS.further;
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    nEpochs: rounds,
    minDist: 0.15,
    learningRate: fresh ? 1 : 0.4,
    random,
  });
  umap.setPrecomputedKNN(indices, distances);
  umap.initializeFit(vectors.map((vector) => [...vector]));
  // umap-js goes on from the arrays it hands out.
  const positions = umap.getEmbedding() as [number, number][];
  if (!fresh) {
    for (const [i, [x, y]] of seedPositions(known, indices, random).entries()) {
      const position = positions[i] as [number, number]; // one for each point
      position[0] = x;
      position[1] = y;
    }
  }
  for (let round = 0; round < rounds; round++) {
    umap.step();
    yield positions;
  }
  return positions;
}
