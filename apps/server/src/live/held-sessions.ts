import type { StoredSession } from "../store/store.js";
import { type HeldSession, isIdle, progressOf } from "./held-session.js";
import type { SessionProgress } from "./live-engine.js";
import type { LiveLimits } from "./live-limits.js";
import { LiveRefusal } from "./live-refusal.js";

/** What is still known of a session that left the memory. */
interface DroppedSession {
  readonly stored: StoredSession;
  readonly progress: SessionProgress;
  readonly lastAt: number;
}

/** The sessions in memory, least recently used first, and what is left of those that were dropped from it. */
export interface HeldSessions {
  /**
   * The session, loaded if it is not held. Whoever asks first goes on first.
   * @throws LiveRefusal `busy` where the memory is full of sessions that are not idle, unless `beyondLimit`
   */
  open(stored: StoredSession, options?: { readonly beyondLimit?: boolean }): Promise<HeldSession>;
  get(session: string): HeldSession | undefined;
  progress(session: string): SessionProgress | undefined;
  /** Lets an idle one go, to be loaded when it goes on. */
  drop(held: HeldSession): void;
  /** Its memory is wrong or of no use: what is under way for it stops. */
  discard(held: HeldSession, reason: "ended" | "busy"): void;
  forget(session: string): void;
  /** When each session that is known got its last batch. */
  lastSeen(): { readonly stored: StoredSession; readonly lastAt: number }[];
  readonly all: readonly HeldSession[];
  readonly size: number;
}

interface Entry {
  held: HeldSession | undefined;
  readonly loading: Promise<HeldSession>;
}

/** How many of the least recently used are looked at to find an idle one. */
const LOOKED_AT = 64;

export function createHeldSessions(
  load: (stored: StoredSession) => Promise<HeldSession>,
  onLoaded: (held: HeldSession) => void,
  { liveSessions }: Pick<LiveLimits, "liveSessions">,
): HeldSessions {
  const entries = new Map<string, Entry>();
  const dropped = new Map<string, DroppedSession>();
  /** What still runs for sessions that were discarded: it is to have stopped before they are loaded again. */
  const stopping = new Map<string, Promise<unknown>>();

  function makeRoom(): void {
    let looked = 0;
    for (const { held } of entries.values()) {
      if (held && isIdle(held)) {
        drop(held);
        return;
      }
      if (++looked === LOOKED_AT) break;
    }
    throw new LiveRefusal("busy", `${liveSessions} sessions are in memory, and all are at work`);
  }

  function drop(held: HeldSession): void {
    const { stored, lastAt } = held;
    entries.delete(stored.id);
    dropped.set(stored.id, { stored, progress: progressOf(held), lastAt });
  }

  async function enter(stored: StoredSession): Promise<HeldSession> {
    await stopping.get(stored.id);
    const held = await load(stored);
    const entry = entries.get(stored.id);
    if (entry === undefined) throw new LiveRefusal("ended", "the session was erased");
    entry.held = held;
    onLoaded(held);
    return held;
  }

  return {
    open(stored, { beyondLimit = false } = {}) {
      const known = entries.get(stored.id);
      if (known) {
        entries.delete(stored.id);
        entries.set(stored.id, known);
        return known.loading;
      }
      try {
        if (entries.size >= liveSessions && !beyondLimit) makeRoom();
      } catch (error) {
        return Promise.reject(error);
      }
      const loading = enter(stored);
      const entry: Entry = { held: undefined, loading };
      entries.set(stored.id, entry);
      loading.then(
        () => dropped.delete(stored.id),
        () => {
          if (entries.get(stored.id) === entry) entries.delete(stored.id);
        },
      );
      return loading;
    },
    get: (session) => entries.get(session)?.held,
    progress(session) {
      const held = entries.get(session)?.held;
      return held ? progressOf(held) : dropped.get(session)?.progress;
    },
    drop,
    discard(held, reason) {
      held.closed = reason;
      held.gone.abort();
      const { id } = held.stored;
      if (entries.get(id)?.held === held) entries.delete(id);
      if (held.scoring) {
        const stopped = held.scoring.finally(() => {
          if (stopping.get(id) === stopped) stopping.delete(id);
        });
        stopping.set(id, stopped);
      }
    },
    forget(session) {
      entries.delete(session);
      dropped.delete(session);
    },
    lastSeen: () => [...[...entries.values()].flatMap(({ held }) => held ?? []), ...dropped.values()],
    get all() {
      return [...entries.values()].flatMap(({ held }) => held ?? []);
    },
    get size() {
      return entries.size;
    },
  };
}
