/** Which stored tracks a probe may be a copy of: what the two are looked up by, and how much of it they share. */
import { createDescriptor, createPathSums } from "./descriptors.js";
import { createKeyTable } from "./key-table.js";
import { createKeyMaker } from "./keys.js";
import { pointsOfKnots } from "./knots.js";
import { MOST_POINTS, type Path } from "./path.js";
import { createTallies } from "./tallies.js";

/** A stored track that is to be compared, and how it is to lie under the probe. */
export interface Candidate {
  track: number;
  mirror: number;
  /** A window: where it starts in the probe and in the stored track, both -1 for the whole track; and its points. */
  probeStart: number;
  storedStart: number;
  points: number;
  votes: number;
}

export interface CandidateIndex {
  insert(path: Path, track: number): void;
  remove(path: Path, track: number): void;
  /** The stored tracks that share most with the probe, most first: overwritten by the next call. */
  find(probe: Path): { readonly count: number; readonly candidates: readonly Candidate[] };
  readonly entries: number;
  readonly bytes: number;
}

/** What a key is of, so that one kind is not found under another. */
const BY_POINT = 0x1000_0001;
const BY_POINT_FINELY = 0x1800_0007;
const BY_WAY = 0x2000_0003;
const BY_WINDOW = 0x3000_0005;
/** Walls of a cell that a probe looks across. */
const NEAR_BY_POINT = 8;
const NEAR_BY_WAY = 8;
const NEAR_BY_WINDOW = 1;
/** A whole that is shared counts as much as so many windows. */
const VOTES_OF_WHOLE = 3;

const MOST_WINDOWS = 12;
/** Of a probe's windows, so many in a row are looked up, three times. */
const LONGEST_STRETCH = 88;
/** Windows start at multiples of this in a stored track, and anywhere in a probe. */
const WINDOW_STEP = 4;
/** A window is the shortest of these that has so many pieces: a straight, uniform one is everybody's. */
const WINDOW_POINTS = [12, 24, 48];
const KNOTS_OF_WINDOW = 3;
const WINDOW_TOLERANCE_PX = 6;
/** Beyond these, further tracks are not entered under a key: it tells too little. */
const MOST_PER_WHOLE = 32;
const MOST_PER_WINDOW = 12;
const MOST_CANDIDATES = 24;
/** Keys that a probe is looked up by: above what the numbers here come to. */
const MOST_LOOKUPS = 4096;

const FEWEST_POINTS = WINDOW_POINTS[0];
const LONGEST_WINDOW = Math.max(...WINDOW_POINTS);

export function createCandidateIndex(): CandidateIndex {
  const table = createKeyTable();
  const keys = createKeyMaker();
  const sums = createPathSums();
  const descriptor = createDescriptor();
  const starts = new Int32Array(MOST_POINTS);
  const lengths = new Uint8Array(MOST_POINTS);

  /** The keys of a path and the notes that go with them, each handed on. */
  function eachKey(path: Path, use: (key: number, note: number, most: number) => void): void {
    sums.load(path);
    sums.wholeByPoint(descriptor);
    use(keys.keyOf(descriptor, BY_POINT), keys.lastMirror, MOST_PER_WHOLE);
    sums.wholeByPointFinely(descriptor);
    use(keys.keyOf(descriptor, BY_POINT_FINELY), keys.lastMirror, MOST_PER_WHOLE);
    sums.wholeByWay(descriptor);
    use(keys.keyOf(descriptor, BY_WAY), keys.lastMirror, MOST_PER_WHOLE);
    const count = findWindows(path, WINDOW_STEP);
    // As many as may be, spread evenly over those that have something to tell.
    const every = Math.max(1, Math.ceil(count / MOST_WINDOWS));
    for (let w = 0; w < count; w += every) {
      const start = starts[w];
      sums.window(start, lengths[w], descriptor);
      use(
        keys.keyOf(descriptor, BY_WINDOW + lengths[w]),
        keys.lastMirror | ((start / WINDOW_STEP) << 2),
        MOST_PER_WINDOW,
      );
    }
  }

  /** Where windows are that have something to tell, and how long they are: into `starts` and `lengths`. @returns how many */
  function findWindows(path: Path, step: number): number {
    let count = 0;
    for (let start = 0; start + FEWEST_POINTS <= path.count; start += step) {
      const points = windowAt(path, start);
      if (points === 0) continue;
      starts[count] = start;
      lengths[count++] = points;
    }
    return count;
  }

  const found = new Uint32Array(2 * MOST_PER_WHOLE);
  const tallies = createTallies();
  const lookups = new Uint32Array(MOST_LOOKUPS);
  /** Of each: the probe's window, as {@link windowOf} has it, and the mirror it was made with. */
  const lookedAt = new Uint32Array(MOST_LOOKUPS);
  let lookupCount = 0;
  let lookingAt = WHOLE;
  const candidates: Candidate[] = Array.from({ length: MOST_CANDIDATES }, () => ({
    track: 0,
    mirror: 0,
    probeStart: 0,
    storedStart: 0,
    points: 0,
    votes: 0,
  }));

  function look(key: number, mirror: number): void {
    if (lookupCount === MOST_LOOKUPS) return;
    lookups[lookupCount] = key;
    lookedAt[lookupCount++] = (lookingAt << 2) | mirror;
  }

  /** Who has the keys that were looked up. */
  function tallyLookups(): void {
    if (table.fetch(lookups, lookupCount) === 0) return;
    for (let k = 0; k < lookupCount; k++) {
      const end = table.find(lookups[k], found, 0);
      const window = lookedAt[k] >>> 2;
      for (let i = 0; i < end; i += 2) {
        const note = found[i + 1];
        const relative = (note & 3) ^ (lookedAt[k] & 3);
        if (window === WHOLE) {
          tallies.vote(found[i], relative, window, VOTES_OF_WHOLE);
        } else {
          // Windows that agree on how far the probe's points are ahead of the stored ones support each other.
          const ahead = (note >>> 2) * WINDOW_STEP - startOf(window) + MOST_POINTS;
          tallies.vote(found[i], relative | (ahead << 2), window, 1);
        }
      }
    }
  }

  return {
    insert(path, track) {
      eachKey(path, (key, note, most) => table.insert(key, track, note, most));
    },
    remove(path, track) {
      eachKey(path, (key, note) => table.remove(key, track, note));
    },
    find(probe) {
      tallies.clear();
      lookupCount = 0;
      sums.load(probe);
      lookingAt = WHOLE;
      sums.wholeByPoint(descriptor);
      keys.probe(descriptor, BY_POINT, NEAR_BY_POINT, look);
      sums.wholeByPointFinely(descriptor);
      keys.probe(descriptor, BY_POINT_FINELY, NEAR_BY_POINT, look);
      sums.wholeByWay(descriptor);
      keys.probe(descriptor, BY_WAY, NEAR_BY_WAY, look);
      const count = findWindows(probe, 1);
      for (let w = 0; w < count; w = nextWindow(w, count)) {
        lookingAt = windowOf(starts[w], lengths[w]);
        sums.window(starts[w], lengths[w], descriptor);
        keys.probe(descriptor, BY_WINDOW + lengths[w], NEAR_BY_WINDOW, look);
      }
      tallyLookups();
      return { count: pickMost(), candidates };
    },
    get entries() {
      return table.entries;
    },
    get bytes() {
      return table.bytes;
    },
  };

  /**
   * Every window; of a long probe those of three stretches, at its beginning, middle and end, each of which takes in a
   * window of any stored track that is not far longer.
   */
  function nextWindow(window: number, count: number): number {
    if (count <= 3 * LONGEST_STRETCH) return window + 1;
    const middle = (count - LONGEST_STRETCH) >> 1;
    if (window === LONGEST_STRETCH - 1) return middle;
    if (window === middle + LONGEST_STRETCH - 1) return count - LONGEST_STRETCH;
    return window + 1;
  }

  /** Of what was touched, those of most votes, by insertion into a short list. */
  function pickMost(): number {
    let count = 0;
    for (let i = 0; i < tallies.count; i++) {
      const votes = tallies.votes(i);
      if (count === MOST_CANDIDATES && votes <= candidates[count - 1].votes) continue;
      if (count < MOST_CANDIDATES) count++;
      const last = candidates[count - 1];
      let place = count - 1;
      for (; place > 0 && candidates[place - 1].votes < votes; place--)
        candidates[place] = candidates[place - 1];
      candidates[place] = last;
      const how = tallies.how(i);
      const window = tallies.window(i);
      last.track = tallies.track(i);
      last.mirror = how & 3;
      last.votes = votes;
      last.probeStart = window === WHOLE ? -1 : startOf(window);
      last.points = pointsOf(window);
      last.storedStart = window === WHOLE ? -1 : (how >> 2) - MOST_POINTS + startOf(window);
    }
    return count;
  }
}

/** In place of a window, the whole. */
const WHOLE = 0;
/** A window of a probe as one number: where it starts and its points, fewer than 64. */
const windowOf = (start: number, points: number) => (start << 6) | points;
const startOf = (window: number) => window >>> 6;
const pointsOf = (window: number) => window & 63;

/** The points of the window there: 0 where even the longest is too plain, or goes past the end. */
function windowAt(path: Path, start: number): number {
  const end = Math.min(path.count, start + LONGEST_WINDOW);
  const needed = pointsOfKnots(path, start, end, WINDOW_TOLERANCE_PX, KNOTS_OF_WINDOW);
  if (needed === 0) return 0;
  for (const points of WINDOW_POINTS) {
    if (start + points > path.count) return 0;
    if (points >= needed) return points;
  }
  return 0;
}
