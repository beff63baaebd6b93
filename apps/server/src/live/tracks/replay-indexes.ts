import {
  createReplayIndex,
  type ReplayAnswer,
  type ReplayIndex,
  type TrackColumns,
} from "@wristprint/liveness";
import type { LiveClock } from "../live-clock.js";
import type { LiveLimits } from "../live-limits.js";
import type { LiveStore } from "../live-store.js";
import { readTrackBytes } from "./track-bytes.js";

/** The tracks of ended sessions, a project's by themselves, and whether a new one is a copy of any. */
export interface ReplayIndexes {
  /**
   * Compares a track with those stored. Waits until the project's are in memory, and takes turns with other work.
   * @returns `undefined` where too many wait already
   * @throws where the store cannot be read for now
   */
  check(project: string, track: TrackColumns): Promise<ReplayAnswer | undefined>;
  /** A session ended, and these of its tracks are kept. */
  add(project: string, session: string, endedAt: Date, bytes: Uint8Array): void;
  /** These sessions are erased. */
  forget(sessions: readonly string[]): void;
  /** All of a project's are to be read again, when they are asked for. */
  refresh(project: string): void;
  /** Tracks in memory. */
  readonly size: number;
}

type IndexLimits = Pick<
  LiveLimits,
  "waitingChecks" | "checkSliceMs" | "replayProjects" | "replayBytes" | "replaySyncMs"
>;

interface Stored {
  readonly endedAt: number;
  readonly numbers: readonly number[];
  /** As the store has them. */
  readonly bytes: number;
}

interface Loaded {
  readonly index: ReplayIndex;
  readonly sessions: Map<string, Stored>;
  /** Of all of its sessions. */
  bytes: number;
  /** Sessions that ended up to then were dropped for others; milliseconds since 1970. */
  droppedUpTo: number;
  /** When sessions that ended elsewhere were looked for last, milliseconds since 1970. */
  syncedAt: number;
  syncing: Promise<void> | undefined;
}

interface Entry {
  /** What is read already. */
  readonly filling: Loaded;
  loading: Promise<Loaded>;
  /** The same, when all is read. */
  loaded: Loaded | undefined;
  /** What happened while it was loading. */
  readonly meanwhile: ((loaded: Loaded) => void)[];
}

const PAGE_SESSIONS = 50;
/** A transaction that ended a session may become visible so much later than its time says. */
const LATE_MS = 60_000;
/** After a slice of checks they rest for so many times as long: they take a quarter of the time at most. */
const RESTS = 3;
/** Where there are too many, so many of the oldest go at once. */
const GOING = 0.05;

export function createReplayIndexes(
  store: Pick<LiveStore, "tracks">,
  clock: LiveClock,
  limits: IndexLimits,
): ReplayIndexes {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  let waiting = 0;
  let turn: Promise<void> = Promise.resolve();
  let sliceEndsAt = 0;

  const inMemory = () => [...entries.values()].flatMap(({ filling }) => filling);
  const bytesInMemory = () => inMemory().reduce((sum, { bytes }) => sum + bytes, 0);

  function put(loaded: Loaded, session: string, endedAt: number, bytes: Uint8Array): void {
    const { index, sessions } = loaded;
    if (sessions.has(session) || endedAt <= loaded.droppedUpTo) return;
    const numbers = readTrackBytes(bytes).flatMap(
      (track) => index.add(track, { subject: session, name: session, atMs: endedAt }) ?? [],
    );
    sessions.set(session, { endedAt, numbers, bytes: bytes.length });
    loaded.bytes += bytes.length;
    if (bytesInMemory() > limits.replayBytes) makeRoom();
  }

  /** The project that holds most gives its oldest sessions up. */
  function makeRoom(): void {
    const most = inMemory().reduce((one, other) => (other.bytes > one.bytes ? other : one));
    const going: string[] = [];
    let bytesGoing = 0;
    for (const [session, { endedAt, bytes }] of [...most.sessions].sort(
      ([, a], [, b]) => a.endedAt - b.endedAt,
    )) {
      if (bytesGoing >= GOING * limits.replayBytes) break;
      going.push(session);
      bytesGoing += bytes;
      most.droppedUpTo = endedAt;
    }
    drop(most, going);
  }

  /** Together: each removal looks through all tracks. */
  function drop(loaded: Loaded, going: readonly string[]): void {
    const { index, sessions } = loaded;
    const numbers: number[] = [];
    for (const session of going) {
      const held = sessions.get(session);
      numbers.push(...(held?.numbers ?? index.ofSubject(session)));
      loaded.bytes -= held?.bytes ?? 0;
      sessions.delete(session);
    }
    if (numbers.length > 0) index.remove(numbers);
  }

  /** Reads what the store has, newest first; with rests, so that a large project does not hold the server up. */
  async function read(loaded: Loaded, project: string, endedSince?: Date): Promise<void> {
    let after: string | undefined;
    do {
      const page = await store.tracks.list(project, { after, limit: PAGE_SESSIONS, endedSince });
      for (const { session, endedAt, bytes } of page.items) {
        if (loaded.sessions.has(session)) continue;
        // Newest first: what follows would go before what is there.
        if (endedSince === undefined && endedAt.getTime() <= loaded.droppedUpTo) return;
        put(loaded, session, endedAt.getTime(), bytes);
        await new Promise((resolve) => setImmediate(resolve));
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  function open(project: string): Entry {
    const known = entries.get(project);
    if (known) {
      entries.delete(project);
      entries.set(project, known);
      return known;
    }
    const loaded: Loaded = {
      index: createReplayIndex(),
      sessions: new Map(),
      bytes: 0,
      droppedUpTo: Number.NEGATIVE_INFINITY,
      syncedAt: clock.now(),
      syncing: undefined,
    };
    const entry: Entry = {
      filling: loaded,
      loaded: undefined,
      meanwhile: [],
      loading: Promise.resolve(loaded),
    };
    entry.loading = read(loaded, project).then(
      () => {
        for (const happened of entry.meanwhile.splice(0)) happened(loaded);
        entry.loaded = loaded;
        return loaded;
      },
      (error) => {
        // Read anew when it is asked for again.
        if (entries.get(project) === entry) entries.delete(project);
        throw error;
      },
    );
    // Whoever waits for it hears of it.
    entry.loading.catch(() => {});
    entries.set(project, entry);
    const [oldest] = entries.keys();
    if (entries.size > limits.replayProjects && oldest !== undefined) entries.delete(oldest);
    return entry;
  }

  /** Does something with an entry's tracks: at once, or as soon as they are there. */
  function change(entry: Entry | undefined, what: (loaded: Loaded) => void): void {
    if (entry?.loaded) what(entry.loaded);
    else entry?.meanwhile.push(what);
  }

  /** Another server on the same database may have ended sessions. */
  async function sync(project: string, loaded: Loaded): Promise<void> {
    const now = clock.now();
    if (now - loaded.syncedAt < limits.replaySyncMs) return;
    loaded.syncing ??= read(loaded, project, new Date(loaded.syncedAt - LATE_MS))
      .then(() => {
        loaded.syncedAt = now;
      })
      .finally(() => {
        loaded.syncing = undefined;
      });
    await loaded.syncing;
  }

  /** After a slice of checks everything else has its turn: recordings and decisions are not to wait for replays. */
  function takeTurn(): Promise<void> {
    turn = turn.then(async () => {
      const overMs = clock.now() - sliceEndsAt;
      if (overMs < 0) return;
      const restMs = RESTS * limits.checkSliceMs - overMs;
      await new Promise<void>((resolve) => {
        if (restMs > 0) clock.after(restMs, resolve);
        else setImmediate(resolve);
      });
      sliceEndsAt = clock.now() + limits.checkSliceMs;
    });
    return turn;
  }

  async function checkNow(project: string, track: TrackColumns): Promise<ReplayAnswer> {
    const loaded = await open(project).loading;
    await sync(project, loaded);
    for (;;) {
      await takeTurn();
      const answer = loaded.index.check(track);
      const [best] = answer.sources;
      // Erased through another server? Seldom asked: seldom is anything a copy.
      if (best === undefined || (await store.tracks.ofSession(best.subject)) !== undefined) return answer;
      drop(loaded, [best.subject]);
    }
  }

  return {
    async check(project, track) {
      if (waiting >= limits.waitingChecks) return undefined;
      waiting += 1;
      try {
        return await checkNow(project, track);
      } finally {
        waiting -= 1;
      }
    },
    add(project, session, endedAt, bytes) {
      change(entries.get(project), (loaded) => put(loaded, session, endedAt.getTime(), bytes));
    },
    forget(sessions) {
      for (const entry of entries.values()) {
        change(entry, (loaded) => drop(loaded, sessions));
      }
    },
    refresh(project) {
      entries.delete(project);
    },
    get size() {
      return [...entries.values()].reduce((sum, { loaded }) => sum + (loaded?.index.size ?? 0), 0);
    },
  };
}
