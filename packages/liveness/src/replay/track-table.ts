/** What is known of every stored track beside its path, in columns: its number, subject, age, and where the path is. */

export interface TrackTable {
  /** @returns the slot it is in, which another track gets when it is removed */
  add(number: number, subject: string, atMs: number, place: number): number;
  remove(slot: number): void;
  /** The slots of the numbers that are there, in one pass over all. */
  find(numbers: ReadonlySet<number>): number[];
  number(slot: number): number;
  subject(slot: number): string;
  /** Where its path is kept. */
  at(slot: number): number;
  ofSubject(subject: string): number[];
  olderThan(ms: number): number[];
  /** Moves every path kept in a range of places. */
  relocate(from: number, to: number, move: (at: number) => number): void;
  readonly size: number;
  /** One more than the highest number that was ever given. */
  readonly nextNumber: number;
  readonly bytes: number;
}

/** In place of a number, where a slot is free. */
const FREE = -1;
const FIRST_ROOM = 1024;
const GROWTH = 1.25;

export function createTrackTable(): TrackTable {
  let numbers = new Float64Array(FIRST_ROOM);
  let ages = new Float64Array(FIRST_ROOM);
  let places = new Float64Array(FIRST_ROOM);
  let owners = new Uint32Array(FIRST_ROOM);
  const free: number[] = [];
  const codes = new Map<string, number>();
  const subjects: string[] = [];
  const owned: number[] = [];
  const freeCodes: number[] = [];
  let used = 0;
  let size = 0;
  let nextNumber = 0;

  function grow(): void {
    const wider = Math.ceil(used * GROWTH);
    const copy = <T extends Float64Array | Uint32Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    numbers = copy(new Float64Array(wider), numbers);
    ages = copy(new Float64Array(wider), ages);
    places = copy(new Float64Array(wider), places);
    owners = copy(new Uint32Array(wider), owners);
  }
  function codeOf(subject: string): number {
    const known = codes.get(subject);
    if (known !== undefined) return known;
    const code = freeCodes.pop() ?? subjects.length;
    subjects[code] = subject;
    owned[code] = 0;
    codes.set(subject, code);
    return code;
  }
  function numbersWhere(test: (slot: number) => boolean): number[] {
    const found: number[] = [];
    for (let slot = 0; slot < used; slot++)
      if (numbers[slot] !== FREE && test(slot)) found.push(numbers[slot]);
    return found;
  }

  return {
    add(number, subject, atMs, place) {
      if (free.length === 0 && used === numbers.length) grow();
      const slot = free.pop() ?? used++;
      const code = codeOf(subject);
      numbers[slot] = number;
      ages[slot] = atMs;
      places[slot] = place;
      owners[slot] = code;
      owned[code]++;
      nextNumber = Math.max(nextNumber, number + 1);
      size++;
      return slot;
    },
    remove(slot) {
      const code = owners[slot];
      numbers[slot] = FREE;
      places[slot] = FREE;
      free.push(slot);
      size--;
      // A subject of whom nothing is left leaves no name either.
      if (--owned[code] > 0) return;
      codes.delete(subjects[code]);
      subjects[code] = "";
      freeCodes.push(code);
    },
    find(wanted) {
      const slots: number[] = [];
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      for (const number of wanted) {
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
      // What is removed together was mostly added together: few others are between these.
      for (let slot = 0; slot < used && slots.length < wanted.size; slot++) {
        const number = numbers[slot];
        if (number >= least && number <= most && number !== FREE && wanted.has(number)) slots.push(slot);
      }
      return slots;
    },
    number: (slot) => numbers[slot],
    subject: (slot) => subjects[owners[slot]],
    at: (slot) => places[slot],
    ofSubject(subject) {
      const code = codes.get(subject);
      return code === undefined ? [] : numbersWhere((slot) => owners[slot] === code);
    },
    olderThan: (ms) => numbersWhere((slot) => ages[slot] < ms),
    relocate(from, to, move) {
      for (let slot = 0; slot < used; slot++) {
        if (places[slot] >= from && places[slot] < to) places[slot] = move(places[slot]);
      }
    },
    get size() {
      return size;
    },
    get nextNumber() {
      return nextNumber;
    },
    get bytes() {
      return numbers.byteLength + ages.byteLength + places.byteLength + owners.byteLength + 8 * free.length;
    },
  };
}
