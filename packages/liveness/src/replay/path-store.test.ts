import fc from "fast-check";
import { expect, it } from "vitest";
import { createPath, fillPath, type Path } from "./path.js";
import { createPathStore } from "./path-store.js";

const points = fc.array(
  fc.record({
    dt: fc.integer({ min: 1, max: 5000 }),
    x: fc.integer({ min: -32_000, max: 32_000 }),
    y: fc.integer({ min: -32_000, max: 32_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function pathOf(made: readonly { dt: number; x: number; y: number }[]): Path {
  const path = createPath();
  let t = 0;
  const tMs = Float64Array.from(made, ({ dt }) => (t += dt));
  fillPath(path, { tMs, x: Float32Array.from(made, ({ x }) => x), y: Float32Array.from(made, ({ y }) => y) });
  return path;
}
const told = ({ count, originX, originY, t, x, y }: Path) => ({
  originX,
  originY,
  t: [...t.subarray(0, count)],
  x: [...x.subarray(0, count)],
  y: [...y.subarray(0, count)],
});

it("gives back every path and name as it was kept", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(points, fc.string({ maxLength: 40 })), { maxLength: 12 }), (kept) => {
      const store = createPathStore();
      const read = createPath();
      const places = kept.map(([made, name]) => store.append(pathOf(made), name));
      for (const [i, [made, name]] of kept.entries()) {
        store.read(places[i], read);
        expect(told(read)).toEqual(told(pathOf(made)));
        expect(store.name(places[i])).toBe(name);
      }
    }),
    { numRuns: 20 },
  );
});

it("lets go of memory when most of a chunk is released, and what is moved stays as it was", () => {
  const store = createPathStore();
  const path = pathOf(
    Array.from({ length: 900 }, (_, i) => ({ dt: 9, x: (i * 37) % 500, y: (i * 91) % 400 })),
  );
  const places = Array.from({ length: 700 }, (_, i) => store.append(path, `track ${i}`));
  const before = store.bytes;
  let sparse = 0;
  for (const [i, place] of places.entries()) {
    if (i % 10 === 0 || i > 640) continue;
    const range = store.release(place);
    if (range === undefined) continue;
    sparse++;
    for (const [j, at] of places.entries()) {
      if (j % 10 === 0 && at >= range.from && at < range.to) places[j] = store.move(at);
    }
  }
  expect(sparse).toBeGreaterThan(0);
  expect(store.bytes).toBeLessThan(before / 2);
  const read = createPath();
  for (let i = 0; i < places.length; i += 10) {
    store.read(places[i], read);
    expect(read.count).toBe(900);
    expect(store.name(places[i])).toBe(`track ${i}`);
  }
});
