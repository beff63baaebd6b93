/**
 * From a key to the stored tracks that have it: eight bytes an entry. A key is 30 bits; its upper eight choose one of 256
 * tables that grow by themselves, so that no insertion waits for the whole to be copied. Open addressing, linear probing;
 * what is removed leaves no gap (Knuth 6.4, algorithm R), so room is used again at once.
 */

const TABLES = 256;
const FEWEST_SLOTS = 16;
/** Of the slots, those that may be filled: beyond it a table grows … */
const FULLEST = 0.75;
/** … to so many times as many, and below this it shrinks to what it needs. */
const GROWTH = 1.25;
const EMPTIEST = 0.3;
const EMPTY = 0;
const KEY_BITS = 22;
const KEYS = 1 << KEY_BITS;
const KEY_MASK = KEYS - 1;

/** Note: ten bits that go with an entry, at the upper end of its second word. */
export interface KeyTable {
  /** Unless `most` entries of that key are there. @returns whether it was put in */
  insert(key: number, track: number, note: number, most: number): boolean;
  /** @returns whether it was there */
  remove(key: number, track: number, note: number): boolean;
  /** Puts the entries of a key into `found` from place `count` on, as pairs of track and note. @returns their end */
  find(key: number, found: Uint32Array, count: number): number;
  /**
   * Brings the first `count` keys' places near the processor, many at a time where {@link find} alone would wait for one
   * after another.
   * @returns how many of them may have entries: none has if it is 0
   */
  fetch(keys: Uint32Array, count: number): number;
  readonly entries: number;
  readonly bytes: number;
}

interface Table {
  /** Two a slot: one more than the track, and key and note. */
  words: Uint32Array;
  slots: number;
  live: number;
}

export function createKeyTable(): KeyTable {
  const tables: Table[] = Array.from({ length: TABLES }, () => ({
    words: new Uint32Array(2 * FEWEST_SLOTS),
    slots: FEWEST_SLOTS,
    live: 0,
  }));
  let entries = 0;

  function resize(table: Table, slots: number): void {
    const old = table.words;
    const words = new Uint32Array(2 * slots);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === EMPTY) continue;
      let at = homeOf(old[i + 1], slots);
      while (words[2 * at] !== EMPTY) at = at + 1 === slots ? 0 : at + 1;
      words[2 * at] = old[i];
      words[2 * at + 1] = old[i + 1];
    }
    table.words = words;
    table.slots = slots;
  }

  /** Empties a slot and moves into it what comes after it and would not be found any more otherwise. */
  function close({ words, slots }: Table, slot: number): void {
    let gap = slot;
    for (let at = slot + 1 === slots ? 0 : slot + 1; words[2 * at] !== EMPTY; ) {
      const home = homeOf(words[2 * at + 1], slots);
      // Around the end of the table: from its home, is the gap on the way?
      const past = at - home + (at < home ? slots : 0);
      const back = at - gap + (at < gap ? slots : 0);
      if (past >= back) {
        words[2 * gap] = words[2 * at];
        words[2 * gap + 1] = words[2 * at + 1];
        gap = at;
      }
      at = at + 1 === slots ? 0 : at + 1;
    }
    words[2 * gap] = EMPTY;
  }

  return {
    insert(key, track, note, most) {
      const table = tables[key >>> KEY_BITS];
      const low = key & KEY_MASK;
      let { words, slots } = table;
      let at = homeOf(low, slots);
      for (let same = 0; words[2 * at] !== EMPTY; at = at + 1 === slots ? 0 : at + 1) {
        if ((words[2 * at + 1] & KEY_MASK) === low && ++same >= most) return false;
      }
      if (table.live + 1 > FULLEST * slots) {
        resize(table, Math.ceil(GROWTH * slots));
        ({ words, slots } = table);
        at = homeOf(low, slots);
        while (words[2 * at] !== EMPTY) at = at + 1 === slots ? 0 : at + 1;
      }
      words[2 * at] = track + 1;
      words[2 * at + 1] = (low | (note << KEY_BITS)) >>> 0;
      table.live++;
      entries++;
      return true;
    },
    remove(key, track, note) {
      const table = tables[key >>> KEY_BITS];
      const { words, slots } = table;
      const second = ((key & KEY_MASK) | (note << KEY_BITS)) >>> 0;
      for (let at = homeOf(key, slots); words[2 * at] !== EMPTY; at = at + 1 === slots ? 0 : at + 1) {
        if (words[2 * at] !== track + 1 || words[2 * at + 1] !== second) continue;
        close(table, at);
        table.live--;
        entries--;
        if (slots > FEWEST_SLOTS && table.live < EMPTIEST * slots) {
          resize(table, Math.max(FEWEST_SLOTS, Math.ceil(table.live / (FULLEST / GROWTH))));
        }
        return true;
      }
      return false;
    },
    find(key, found, count) {
      const { words, slots } = tables[key >>> KEY_BITS];
      const low = key & KEY_MASK;
      let end = count;
      for (let at = homeOf(low, slots); words[2 * at] !== EMPTY; at = at + 1 === slots ? 0 : at + 1) {
        const second = words[2 * at + 1];
        if ((second & KEY_MASK) !== low) continue;
        if (end + 2 > found.length) break;
        found[end] = words[2 * at] - 1;
        found[end + 1] = second >>> KEY_BITS;
        end += 2;
      }
      return end;
    },
    fetch(keys, count) {
      let taken = 0;
      for (let k = 0; k < count; k++) {
        const { words, slots } = tables[keys[k] >>> KEY_BITS];
        if (words[2 * homeOf(keys[k], slots)] !== EMPTY) taken++;
      }
      return taken;
    },
    get entries() {
      return entries;
    },
    get bytes() {
      return tables.reduce((sum, { words }) => sum + words.byteLength, 0);
    },
  };
}

/** Where a key is looked for first: in proportion, so that a table may have any number of slots. */
function homeOf(key: number, slots: number): number {
  return Math.floor(((key & KEY_MASK) * slots) / KEYS);
}
