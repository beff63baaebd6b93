import { createRandom } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { FEWEST_POINTS, layOut } from "./lay-out.js";
import { type Position, seedPositions } from "./seed-positions.js";

const SIZE = 8;

/** Points round two directions at a right angle. */
function twoGroups(each: number): Float32Array[] {
  const random = createRandom(5);
  return Array.from({ length: 2 * each }, (_, i) => {
    const vector = Float32Array.from(
      { length: SIZE },
      (_, k) => (k === i % 2 ? 1 : 0) + 0.1 * random.normal(),
    );
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

function run(vectors: Float32Array[], known: (Position | null)[]) {
  const work = layOut(vectors, known, createRandom(2).uniform);
  let first: Position[] | null = null;
  let steps = 0;
  while (true) {
    const { done, value } = work.next();
    if (value !== null) first ??= value.map(([x, y]) => [x, y]);
    if (done) return { first, steps, last: value.map(([x, y]): Position => [x, y]) };
    steps += 1;
  }
}

const distance = (a: Position | undefined, b: Position | undefined) =>
  Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0));

describe("the map", () => {
  it("lays each of two groups together and the groups apart, in many small steps, the same for a seed", () => {
    const vectors = twoGroups(20);
    const { last, steps } = run(
      vectors,
      vectors.map(() => null),
    );
    expect(steps).toBeGreaterThan(vectors.length);
    for (const [i, position] of last.entries()) {
      const nearest = last
        .map((other, j) => ({ j, far: i === j ? Number.POSITIVE_INFINITY : distance(position, other) }))
        .sort((a, b) => a.far - b.far)[0];
      expect((nearest?.j ?? 0) % 2).toBe(i % 2);
    }
    expect(
      run(
        vectors,
        vectors.map(() => null),
      ).last,
    ).toEqual(last);
  });

  it("begins where the points lay before, when more come", () => {
    const vectors = twoGroups(20);
    const { last } = run(
      vectors.slice(0, 30),
      vectors.slice(0, 30).map(() => null),
    );
    const { first } = run(vectors, [...last, ...vectors.slice(30).map(() => null)]);
    for (const [i, position] of last.entries()) expect(distance(position, first?.[i])).toBeLessThan(5);
  });

  it("takes as few points as it says, and alike ones", () => {
    const alike = Array.from({ length: FEWEST_POINTS }, () => Float32Array.of(1, 0));
    const { last } = run(
      alike,
      alike.map(() => null),
    );
    expect(last.flat().every(Number.isFinite)).toBe(true);
  });
});

describe("where points begin", () => {
  it("keeps the known, and puts a new one amidst its nearest known neighbours", () => {
    const seeded = seedPositions([[0, 0], [4, 2], null], [[1], [0], [2, 0, 1]], () => 0.5);
    expect(seeded).toEqual([
      [0, 0],
      [4, 2],
      [2, 1],
    ]);
  });

  it("puts one without known neighbours somewhere on the map", () => {
    const [[x, y] = [99, 99]] = seedPositions([null], [[0]], () => 0.75);
    expect([x, y]).toEqual([5, 5]);
  });
});
