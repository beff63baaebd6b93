/**
 * From a key to the stored tracks that have it: eight bytes an entry. A key is 30 bits; its upper eight choose one of 256
 * tables that grow by themselves, so that no insertion waits for the whole to be copied. Open addressing, linear probing.
 */

const TABLES = 256;
const FEWEST_SLOTS = 16;
/** Of the slots, those that may be filled or have been. */
const FULLEST = 0.75;
const EMPTY = 0;
const GONE = 0xffff_ffff;
const KEY_BITS = 22;
const KEY_MASK = (1 << KEY_BITS) - 1;

/** Note: ten bits that go with an entry, at the upper end of its second word. */
export interface KeyTable {
  /** Unless `most` entries of that key are there. @returns whether it was put in */
  insert(key: number, track: number, note: number, most: number): boolean;
  /** @returns whether it was there */
  remove(key: number, track: number, note: number): boolean;
  /** Puts the entries of a key into `found` from place `count` on, as pairs of track and note. @returns their end */
  find(key: number, found: Uint32Array, count: number): number;
  readonly entries: number;
  readonly bytes: number;
}

interface Table {
  words: Uint32Array;
  /** Filled, and filled once. */
  used: number;
  live: number;
}

export function createKeyTable(): KeyTable {
  const tables: Table[] = Array.from({ length: TABLES }, () => ({
    words: new Uint32Array(2 * FEWEST_SLOTS),
    used: 0,
    live: 0,
  }));
  let entries = 0;

  /** Twice as large where it is full of entries, or cleared of those that are gone. */
  function rebuild(table: Table): void {
    const old = table.words;
    const slots = old.length / 2;
    const words = new Uint32Array(table.live > 0.5 * slots ? 2 * old.length : old.length);
    const mask = words.length / 2 - 1;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === EMPTY || old[i] === GONE) continue;
      let at = old[i + 1] & KEY_MASK & mask;
      while (words[2 * at] !== EMPTY) at = (at + 1) & mask;
      words[2 * at] = old[i];
      words[2 * at + 1] = old[i + 1];
    }
    table.words = words;
    table.used = table.live;
  }

  return {
    insert(key, track, note, most) {
      const table = tables[(key >>> KEY_BITS) & (TABLES - 1)];
      if (table.used + 1 > FULLEST * (table.words.length / 2)) rebuild(table);
      const { words } = table;
      const mask = words.length / 2 - 1;
      const low = key & KEY_MASK;
      let at = low & mask;
      for (let same = 0; words[2 * at] !== EMPTY; at = (at + 1) & mask) {
        if (words[2 * at] !== GONE && (words[2 * at + 1] & KEY_MASK) === low && ++same >= most) return false;
      }
      words[2 * at] = track + 1;
      words[2 * at + 1] = (low | (note << KEY_BITS)) >>> 0;
      table.used++;
      table.live++;
      entries++;
      return true;
    },
    remove(key, track, note) {
      const table = tables[(key >>> KEY_BITS) & (TABLES - 1)];
      const { words } = table;
      const mask = words.length / 2 - 1;
      const second = ((key & KEY_MASK) | (note << KEY_BITS)) >>> 0;
      for (let at = key & KEY_MASK & mask; words[2 * at] !== EMPTY; at = (at + 1) & mask) {
        if (words[2 * at] !== track + 1 || words[2 * at + 1] !== second) continue;
        words[2 * at] = GONE;
        table.live--;
        entries--;
        return true;
      }
      return false;
    },
    find(key, found, count) {
      const { words } = tables[(key >>> KEY_BITS) & (TABLES - 1)];
      const mask = words.length / 2 - 1;
      const low = key & KEY_MASK;
      let end = count;
      for (let at = low & mask; words[2 * at] !== EMPTY; at = (at + 1) & mask) {
        if ((words[2 * at + 1] & KEY_MASK) !== low || words[2 * at] === GONE) continue;
        if (end + 2 > found.length) break;
        found[end] = words[2 * at] - 1;
        found[end + 1] = words[2 * at + 1] >>> KEY_BITS;
        end += 2;
      }
      return end;
    },
    get entries() {
      return entries;
    },
    get bytes() {
      return tables.reduce((sum, { words }) => sum + words.byteLength, 0);
    },
  };
}
