import type { Random } from "../random.js";

/** A small seeded generator for tests (mulberry32): this room imports nothing of ours. */
export function testRandom(seed: number | string): Random {
  let state = [...String(seed)].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619),
    2166136261,
  );
  function uint32(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }
  const uniform = () => uint32() / 0x1_0000_0000;
  return {
    uint32,
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = uint32() % (i + 1);
        [items[i], items[j]] = [items[j] as number, items[i] as number];
      }
      return items;
    },
    fork: (name) => testRandom(`${seed}/${name}`),
  };
}
