import { CoreError } from "./core-error.js";

/**
 * Seeded randomness, handed to whoever needs it as an argument. The generator is sfc32 (Doty-Humphrey,
 * PractRand 0.94): 128 bits of state, passes PractRand and BigCrush. Streams are derived by name, so that
 * work resumed in the middle, or done on another core, draws the same numbers as work done in one go.
 */
export interface Random {
  /** An integer in [0, 2³²). */
  uint32(): number;
  /** A number in [0, 1). */
  uniform(): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /**
   * An integer in [0, bound), every one as likely.
   *
   * @throws CoreError `out-of-range` unless the bound is an integer from 1 to 2³².
   */
  integer(bound: number): number;
  /** Shuffles in place (Fisher–Yates) and returns its argument. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
  /** An independent generator that depends on this one's seed and the name alone, not on what was drawn. */
  fork(name: string): Random;
}

/** A generator for a seed: a finite number or a string; the number 7 and the string "7" are one seed. */
export function createRandom(seed: number | string): Random {
  const text = String(seed);
  let [a, b, c] = hash96(text);
  let counter = 1;

  function uint32(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) uint32();

  const uniform = (): number => uint32() / 0x1_0000_0000;
  // Draws past the last whole multiple of the bound are refused, so that no value is favoured.
  function integer(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 0x1_0000_0000)) {
      throw new CoreError("out-of-range", `an integer bound from 1 to 2^32 expected, got ${bound}`);
    }
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    for (;;) {
      const draw = uint32();
      if (draw < limit) return draw % bound;
    }
  }
  let spare: number | undefined;
  function normal(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    // Marsaglia's polar method.
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  }
  return {
    uint32,
    uniform,
    normal,
    integer,
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = items[i] as number;
        items[i] = items[j] as number;
        items[j] = held;
      }
      return items;
    },
    fork: (name) => createRandom(`${text}/${name}`),
  };
}

/** Three 32-bit hashes of a text (FNV-1a with three offsets, finished as MurmurHash3 does). */
function hash96(text: string): [number, number, number] {
  const hashes: [number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    for (let h = 0; h < 3; h++) hashes[h] = Math.imul((hashes[h] as number) ^ code, 0x01000193);
  }
  return hashes.map((h) => {
    let mixed = h ^ (h >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  }) as [number, number, number];
}
