/** Stored tracks in memory, and whether a new one is a copy of any. */
import type { TrackColumns } from "../track.js";
import { createCandidateIndex } from "./candidates.js";
import { createComparer } from "./compare-tracks.js";
import { countKnots } from "./knots.js";
import { createPath, fillPath, type Path } from "./path.js";
import { createPathStore } from "./path-store.js";
import type { ReplayAnswer, ReplaySource } from "./replay-answer.js";
import { piecesOfPartAmong, REPLAY_LIMITS } from "./replay-limits.js";
import { createTrackTable } from "./track-table.js";

/** Whose a stored track is, and since when. */
export interface StoredTrackPlace {
  readonly subject: string;
  /** What the track is called in answers: a session and the movement's number in it; cut after 200 bytes. */
  readonly name: string;
  /** When it was stored, in ms of whatever clock {@link ReplayIndex.olderThan} is asked by. */
  readonly atMs: number;
}

export interface ReplayIndex {
  /**
   * Stores a track, unless it is too plain to be told from others.
   * @param number the track's own, higher than all before it; by default the next
   * @returns its number, or `undefined` where it is too plain
   * @throws LivenessError `bad-input` for columns of several lengths or too many points
   */
  add(track: TrackColumns, place: StoredTrackPlace, number?: number): number | undefined;
  /**
   * Whether a track is too plain to be stored.
   * @throws LivenessError `bad-input` for columns of several lengths or too many points
   */
  isTooPlain(track: TrackColumns): boolean;
  /** @returns how many of these numbers were stored */
  remove(numbers: Iterable<number>): number;
  /** The numbers of a subject's stored tracks. */
  ofSubject(subject: string): number[];
  /** The numbers of tracks stored before `ms`. */
  olderThan(ms: number): number[];
  /**
   * Whether the track is a copy of a stored one.
   * @param except the number of a stored track that is not looked at: the probe's own, where it was stored already
   * @throws LivenessError `bad-input` for columns of several lengths or too many points
   */
  check(track: TrackColumns, except?: number): ReplayAnswer;
  /** Tracks stored. */
  readonly size: number;
  /** What a track added without a number would be called. */
  readonly nextNumber: number;
  /** Memory set aside for tracks, their names and the index. */
  readonly bytes: number;
  /** The same by what it is for. */
  readonly memory: ReplayMemory;
}

/** In bytes. */
export interface ReplayMemory {
  /** Points and names. */
  readonly paths: number;
  /** What tracks are looked up by. */
  readonly keys: number;
  /** Number, age, subject and place of each track; what subjects are called comes on top. */
  readonly table: number;
}

/** Fewer points than this are too plain, however they lie. */
const FEWEST_POINTS = 10;

export function createReplayIndex(): ReplayIndex {
  const paths = createPathStore();
  const candidates = createCandidateIndex();
  const tracks = createTrackTable();
  const comparer = createComparer();
  const probe = createPath();
  const stored = createPath();

  const knotsOf = (path: Path) =>
    path.count < FEWEST_POINTS ? 0 : countKnots(path, 0, path.count, REPLAY_LIMITS.finestPx);

  /** Leaves the track's path in `stored`. */
  function isTooPlain(track: TrackColumns): boolean {
    fillPath(stored, track);
    return knotsOf(stored) < REPLAY_LIMITS.piecesToStore;
  }

  function findSources(except: number | undefined): ReplaySource[] {
    const { count, candidates: found } = candidates.find(probe);
    const sources: ReplaySource[] = [];
    const piecesOfPart = piecesOfPartAmong(tracks.size);
    for (let c = 0; c < count; c++) {
      const slot = found[c].track;
      if (tracks.number(slot) === except) continue;
      if (found[c].probeStart >= 0) {
        // Of most that share a window alone, it is another's after all.
        paths.read(tracks.at(slot), stored, found[c].storedStart + found[c].points);
        if (!comparer.windowsAgree(probe, stored, found[c])) continue;
      }
      paths.read(tracks.at(slot), stored);
      const comparison = comparer.compare(probe, stored, found[c], piecesOfPart);
      if (comparison === undefined) continue;
      sources.push({
        track: tracks.number(slot),
        subject: tracks.subject(slot),
        name: paths.name(tracks.at(slot)) || tracks.subject(slot),
        ...comparison,
      });
      // An exact copy of the whole cannot be bettered.
      if (comparison.share === 1 && comparison.changes[0] === "exact") break;
    }
    return withoutOverlap(sources);
  }

  return {
    isTooPlain,
    add(track, place, number = tracks.nextNumber) {
      if (isTooPlain(track)) return undefined;
      // A name that is the subject's is not kept twice.
      const at = paths.append(stored, place.name === place.subject ? "" : place.name);
      const slot = tracks.add(number, place.subject, place.atMs, at);
      candidates.insert(stored, slot);
      return number;
    },
    remove(numbers) {
      const slots = tracks.find(new Set(numbers));
      for (const slot of slots) {
        const at = tracks.at(slot);
        paths.read(at, stored);
        candidates.remove(stored, slot);
        tracks.remove(slot);
        const sparse = paths.release(at);
        if (sparse !== undefined) tracks.relocate(sparse.from, sparse.to, paths.move);
      }
      return slots.length;
    },
    ofSubject: tracks.ofSubject,
    olderThan: tracks.olderThan,
    check(track, except) {
      fillPath(probe, track);
      const knots = knotsOf(probe);
      if (knots < REPLAY_LIMITS.piecesToAsk) return { outcome: "too-plain", knots, sources: [] };
      const sources = findSources(except);
      return { outcome: sources.length > 0 ? "replay" : "no-replay", knots, sources };
    },
    get size() {
      return tracks.size;
    },
    get nextNumber() {
      return tracks.nextNumber;
    },
    get bytes() {
      return paths.bytes + candidates.bytes + tracks.bytes;
    },
    get memory() {
      return { paths: paths.bytes, keys: candidates.bytes, table: tracks.bytes };
    },
  };
}

/** Those that explain most of the probe first, nearest first among equals, each for points that no other has explained. */
function withoutOverlap(sources: ReplaySource[]): ReplaySource[] {
  const worth = ({ to, from, distancePx, mirrored }: ReplaySource) =>
    (to - from) / (1 + 0.1 * distancePx) - (mirrored === "no" ? 0 : 1e-6);
  const kept: ReplaySource[] = [];
  for (const source of [...sources].sort((a, b) => worth(b) - worth(a) || a.track - b.track)) {
    const taken = kept.some(({ from, to }) => {
      const shared = Math.min(to, source.to) - Math.max(from, source.from);
      return shared > 0.25 * (source.to - source.from);
    });
    if (!taken) kept.push(source);
  }
  return kept;
}
