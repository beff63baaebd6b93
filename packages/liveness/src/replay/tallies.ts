/** Which tracks were come upon how often, and how they then lie under the probe: made once, used check after check. */

export interface Tallies {
  clear(): void;
  /**
   * Counts votes for a track that lies in one way.
   * @param how a number that tells ways apart, of 31 bits
   * @param window what is kept of the first that voted so, of 32 bits
   */
  vote(track: number, how: number, window: number, votes: number): void;
  readonly count: number;
  track(place: number): number;
  how(place: number): number;
  window(place: number): number;
  votes(place: number): number;
}

/** Numbers that are kept of each. */
const WIDTH = 4;
const FIRST_ROOM = 256;
/** What is come upon after so many is passed over: others were come upon before. */
const MOST = 1 << 14;

export function createTallies(): Tallies {
  let tallies = new Uint32Array(WIDTH * FIRST_ROOM);
  /** Twice as many slots as there is room for tallies: a tally's place and one, or nothing. */
  let slots = new Uint16Array(2 * FIRST_ROOM);
  let shift = Math.clz32(slots.length - 1);
  let count = 0;

  function slotOf(track: number, how: number): number {
    return Math.imul(Math.imul(track, 0x9e37_79b1) ^ how, 0x85eb_ca77) >>> shift;
  }

  function grow(): void {
    const wider = new Uint32Array(2 * tallies.length);
    wider.set(tallies);
    tallies = wider;
    slots = new Uint16Array(2 * slots.length);
    shift = Math.clz32(slots.length - 1);
    const mask = slots.length - 1;
    for (let place = 0; place < count; place++) {
      let at = slotOf(tallies[WIDTH * place], tallies[WIDTH * place + 1]);
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = place + 1;
    }
  }

  return {
    clear() {
      slots.fill(0);
      count = 0;
    },
    vote(track, how, window, votes) {
      const mask = slots.length - 1;
      let at = slotOf(track, how);
      for (; slots[at] !== 0; at = (at + 1) & mask) {
        const known = WIDTH * (slots[at] - 1);
        if (tallies[known] === track && tallies[known + 1] === how) {
          tallies[known + 3] += votes;
          return;
        }
      }
      if (count === MOST) return;
      if (WIDTH * count === tallies.length) {
        grow();
        at = slotOf(track, how);
        while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
      }
      const place = WIDTH * count++;
      slots[at] = count;
      tallies[place] = track;
      tallies[place + 1] = how;
      tallies[place + 2] = window;
      tallies[place + 3] = votes;
    },
    get count() {
      return count;
    },
    track: (place) => tallies[WIDTH * place],
    how: (place) => tallies[WIDTH * place + 1],
    window: (place) => tallies[WIDTH * place + 2],
    votes: (place) => tallies[WIDTH * place + 3],
  };
}
