/** From a descriptor to keys of 30 bits: the cell it lies in, and the cells that a small change may take it to. */
import type { Descriptor } from "./descriptors.js";

export const KEY_MASK = 0x3fff_ffff;
/** Mirrored along x; along y. */
export const MIRROR_X = 1;
export const MIRROR_Y = 2;

/** How far from no direction at all, in cells, a direction is told surely. */
const SURE_OF_DIRECTION = 1;
/** Of the walls within reach, so many at once are crossed: more are crossed hardly ever. */
const MOST_CROSSED = 3;
/** So that no direction that people often move in gives nothing: irregular, and otherwise of no meaning. */
const WEIGHTS = [1, 0.71, 1.33, 0.59, 1.13, 0.83, 1.21];

export interface KeyMaker {
  /** The key under which a stored path is found; {@link lastMirror} is what it was mirrored by. */
  keyOf(descriptor: Descriptor, salt: number): number;
  readonly lastMirror: number;
  /**
   * The keys that a probe is looked up by: its own cell, and those reached by crossing some of the `near` cell walls next to
   * it that are within reach. Where a direction is in doubt, both ways. Calls back with each key and the mirror it was made with.
   */
  probe(
    descriptor: Descriptor,
    salt: number,
    near: number,
    look: (key: number, mirror: number) => void,
  ): void;
}

export function createKeyMaker(): KeyMaker {
  const cells = new Int32Array(32);
  const steps = new Float64Array(32);
  const order = new Int32Array(32);
  const walls = new Float64Array(32);
  const change = new Int32Array(32);
  let lastMirror = 0;

  function direction(values: Float64Array, from: number, count: number): number {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += WEIGHTS[k] * values[from + k];
    return sum;
  }
  function signOf(place: number, places: number, mirror: number): number {
    if (place < places) return mirror & MIRROR_X ? -1 : 1;
    return place < 2 * places && mirror & MIRROR_Y ? -1 : 1;
  }
  function hashCells({ values, size, places }: Descriptor, salt: number, mirror: number): number {
    let hash = salt;
    for (let d = 0; d < size; d++) {
      const value = values[d] * signOf(d, places, mirror);
      const cell = Math.round(value);
      cells[d] = cell;
      steps[d] = value - cell;
      hash = (hash + mix(d, cell)) | 0;
    }
    return hash;
  }
  function probeMirror(
    descriptor: Descriptor,
    salt: number,
    near: number,
    mirror: number,
    look: (key: number, mirror: number) => void,
  ): void {
    const { size, reach } = descriptor;
    let hash = hashCells(descriptor, salt, mirror);
    // The walls within reach, nearest first, by insertion: there are a dozen.
    let crossed = 0;
    for (let d = 0; d < size; d++) {
      const wall = (0.5 - Math.abs(steps[d])) / reach[d];
      if (wall >= 1 || (crossed === near && wall >= walls[crossed - 1])) continue;
      let at = crossed < near ? crossed++ : crossed - 1;
      for (; at > 0 && walls[at - 1] > wall; at--) {
        walls[at] = walls[at - 1];
        order[at] = order[at - 1];
      }
      walls[at] = wall;
      order[at] = d;
    }
    for (let k = 0; k < crossed; k++) {
      const d = order[k];
      change[k] = (mix(d, cells[d] + (steps[d] < 0 ? -1 : 1)) - mix(d, cells[d])) | 0;
    }
    look(finish(hash), mirror);
    // Gray's code: each next set of crossed walls differs from the one before in one.
    let gray = 0;
    let taken = 0;
    for (let code = 1; code < 1 << crossed; code++) {
      const bit = 31 - Math.clz32(code & -code);
      gray ^= 1 << bit;
      const over = (gray & (1 << bit)) !== 0;
      hash = (over ? hash + change[bit] : hash - change[bit]) | 0;
      taken += over ? 1 : -1;
      if (taken <= MOST_CROSSED) look(finish(hash), mirror);
    }
  }

  return {
    keyOf(descriptor, salt) {
      const { values, places } = descriptor;
      lastMirror =
        (direction(values, 0, places) < 0 ? MIRROR_X : 0) |
        (direction(values, places, places) < 0 ? MIRROR_Y : 0);
      return finish(hashCells(descriptor, salt, lastMirror));
    },
    get lastMirror() {
      return lastMirror;
    },
    probe(descriptor, salt, near, look) {
      const { values, places } = descriptor;
      const alongX = direction(values, 0, places);
      const alongY = direction(values, places, places);
      for (let mirror = 0; mirror < 4; mirror++) {
        const wayX = mirror & MIRROR_X ? -alongX : alongX;
        const wayY = mirror & MIRROR_Y ? -alongY : alongY;
        if (wayX <= -SURE_OF_DIRECTION || wayY <= -SURE_OF_DIRECTION) continue;
        probeMirror(descriptor, salt, near, mirror, look);
      }
    },
  };
}

/** A cell of a dimension to 32 bits; sums of these are the hash, so that one cell changes by one addition. */
function mix(dimension: number, cell: number): number {
  let h = Math.imul(cell, 0x9e37_79b1) ^ Math.imul(dimension + 1, 0x85eb_ca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b_3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a_2d39);
  return h ^ (h >>> 15);
}

/** MurmurHash3's last step, cut to 30 bits. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85eb_ca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2_ae35);
  return (h ^ (h >>> 16)) & KEY_MASK;
}
