import type { StoredSession } from "../store/store.js";
import { isIdle } from "./held-session.js";
import type { HeldSessions } from "./held-sessions.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveLimits } from "./live-limits.js";
import type { LiveStore } from "./live-store.js";

export interface SweepParts {
  readonly store: Pick<LiveStore, "sessions">;
  readonly sessions: HeldSessions;
  readonly end: (session: StoredSession) => Promise<void>;
  readonly clock: LiveClock;
  readonly limits: Pick<LiveLimits, "sweepMs" | "dropAfterMs" | "endAfterMs" | "liveSessions">;
  readonly closing: AbortSignal;
  readonly log: (message: string, error: unknown) => void;
}

export interface Sweep {
  /** Loads the sessions that were made up to a time, have not ended, and that nobody has asked for since the start. */
  resumeOlder(before: number): Promise<void>;
  stop(): void;
}

/** Ends of idle sessions that run at the same time. */
const ENDS_AT_ONCE = 16;

/** Lets go, again and again, of sessions that nobody goes on with: from memory soon, for good later. */
export function startSweep({ store, sessions, end, clock, limits, closing, log }: SweepParts): Sweep {
  let lastListed = clock.now();
  let stopWaiting = clock.after(limits.sweepMs, sweep);

  function sweep(): void {
    stopWaiting = clock.after(limits.sweepMs, sweep);
    const now = clock.now();
    for (const held of sessions.all) {
      if (isIdle(held) && now - held.lastAt >= limits.dropAfterMs) sessions.drop(held);
    }
    const overdue = sessions.lastSeen().filter(({ lastAt }) => now - lastAt >= limits.endAfterMs);
    for (const { stored } of overdue.slice(0, ENDS_AT_ONCE)) {
      endOverdue(stored).catch((error) => log(`ending session ${stored.id} failed`, error));
    }
    if (now - lastListed < limits.endAfterMs / 4) return;
    lastListed = now;
    resumeOlder(now - limits.endAfterMs).catch((error) => log("listing sessions failed", error));
  }

  /** Ends a session, unless another server on the same database has taken some of it meanwhile. */
  async function endOverdue(stored: StoredSession): Promise<void> {
    const known = sessions.get(stored.id);
    // What it still has to do comes first; the next sweep looks again.
    if (known && !isIdle(known)) return;
    if (known) sessions.drop(known);
    // Where it has ended or cannot be loaded, `end` knows what is to be done.
    const fresh = await sessions.open(stored, { beyondLimit: true }).catch(() => undefined);
    if (fresh && clock.now() - fresh.lastAt < limits.endAfterMs) return;
    await end(stored);
  }

  async function resumeOlder(before: number): Promise<void> {
    for (const stored of await store.sessions.unended()) {
      if (closing.aborted) return;
      if (stored.createdAt.getTime() > before || sessions.progress(stored.id)) continue;
      const held = await sessions.open(stored, { beyondLimit: true });
      while (held.scoring) await held.scoring;
      if (sessions.size > limits.liveSessions && isIdle(held)) sessions.drop(held);
    }
  }

  return { resumeOlder, stop: () => stopWaiting() };
}
