/**
 * Stored tracks that outlive the process. What a promise has resolved for is on the disk; what it has not is there as a
 * whole or not at all. Every change is one record of the log, so an index that is opened after a crash answers as one did
 * before that change, or after it.
 */
import type { TrackColumns } from "../track.js";
import type { ReplayAnswer } from "./replay-answer.js";
import { createReplayIndex, type StoredTrackPlace } from "./replay-index.js";
import { openTrackLog } from "./track-log.js";
import type { TrackRecord } from "./track-record.js";

export interface ReplayStore {
  /**
   * Keeps a track, unless it is too plain to be told from others.
   * @returns its number, once it is on the disk and is found; `undefined` where it is too plain
   */
  add(track: TrackColumns, place: StoredTrackPlace): Promise<number | undefined>;
  /**
   * Erases a subject: its tracks are found no more, and then are not on the disk either, where nothing that names the
   * subject is left.
   * @returns how many they were
   */
  eraseSubject(subject: string): Promise<number>;
  /** Removes tracks stored before `ms`, from the disk too. @returns how many */
  removeOlderThan(ms: number): Promise<number>;
  /** Whether the track is a copy of one that is kept; see {@link ReplayIndex.check}. */
  check(track: TrackColumns, except?: number): ReplayAnswer;
  readonly size: number;
  /** Memory set aside, in bytes. */
  readonly bytes: number;
  /** After what was begun. */
  close(): Promise<void>;
}

/**
 * Opens the tracks kept in a folder, made if it is not there; one process at a time may. Reads every one.
 * @throws LivenessError `bad-store` for a folder whose files are damaged
 */
export async function openReplayStore(folder: string): Promise<ReplayStore> {
  const index = createReplayIndex();
  const removed = new Set<number>();
  /** Higher than all that were ever given, the removed among them. */
  let nextNumber = 0;
  let onDisk = 0;
  const log = await openTrackLog(folder, (record) => {
    if (record.kind === "removed") {
      for (const number of record.numbers) {
        removed.add(number);
        nextNumber = Math.max(nextNumber, number + 1);
      }
      return;
    }
    onDisk++;
    nextNumber = Math.max(nextNumber, record.number + 1);
    index.add(record.track, record, record.number);
  });
  index.remove(removed);
  // A process may have died between removing tracks and cleaning the disk of them.
  if (onDisk > index.size) await clean(removed);

  /** One change at a time, each after those before it. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = last.then(change);
    last = done.catch(() => undefined);
    return done;
  }

  /** Tracks that wait for the disk together. */
  let waiting: { record: TrackRecord & { kind: "added" }; done: (error?: unknown) => void }[] = [];
  async function addWaiting(): Promise<void> {
    const together = waiting;
    waiting = [];
    if (together.length === 0) return;
    try {
      await log.append(together.map(({ record }) => record));
    } catch (error) {
      for (const { done } of together) done(error);
      return;
    }
    for (const { record, done } of together) {
      index.add(record.track, record, record.number);
      done();
    }
  }

  function clean(gone: ReadonlySet<number>): Promise<void> {
    return log.rewrite((record) => (record.kind === "added" && gone.has(record.number) ? undefined : record));
  }

  function remove(find: () => number[]): Promise<number> {
    return inTurn(async () => {
      const numbers = find();
      if (numbers.length === 0) return 0;
      await log.append([{ kind: "removed", numbers }]);
      index.remove(numbers);
      await clean(new Set(numbers));
      return numbers.length;
    });
  }

  return {
    async add(track, place) {
      if (index.isTooPlain(track)) return undefined;
      const number = nextNumber++;
      const record = {
        kind: "added" as const,
        number,
        subject: place.subject,
        name: place.name,
        atMs: place.atMs,
        track: { tMs: track.tMs.slice(), x: track.x.slice(), y: track.y.slice() },
      };
      const added = new Promise<void>((resolve, reject) => {
        waiting.push({ record, done: (error) => (error === undefined ? resolve() : reject(error)) });
      });
      void inTurn(addWaiting);
      await added;
      return number;
    },
    eraseSubject: (subject) => remove(() => index.ofSubject(subject)),
    removeOlderThan: (ms) => remove(() => index.olderThan(ms)),
    check: index.check,
    get size() {
      return index.size;
    },
    get bytes() {
      return index.bytes;
    },
    async close() {
      await inTurn(() => log.close());
    },
  };
}
