import type { HeldSession } from "./held-session.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveLimits } from "./live-limits.js";
import type { LiveStore } from "./live-store.js";
import { persist } from "./persist.js";

export interface InsistParts {
  readonly store: Pick<LiveStore, "sessions">;
  readonly clock: LiveClock;
  readonly limits: Pick<LiveLimits, "retryMs" | "longestRetryMs">;
  readonly discard: (held: HeldSession, reason: "ended" | "busy") => void;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * Tries something for a session until it works, while the session is there.
 * @param what in words, for the log
 * @throws Abandoned once the session is gone
 */
export type Insist = <T>(held: HeldSession, what: string, work: () => Promise<T>) => Promise<T>;

export function createInsist({ store, clock, limits, discard, log }: InsistParts): Insist {
  const { retryMs, longestRetryMs } = limits;
  return (held, what, work) =>
    persist(work, {
      clock,
      retryMs,
      longestRetryMs,
      signal: held.gone.signal,
      onFailure(error) {
        log(`${what} failed, session ${held.stored.id}`, error);
        // Of an erased session nothing can be kept any more.
        store.sessions.find(held.stored.id).then(
          (found) => {
            if (found === undefined) discard(held, "ended");
          },
          () => {},
        );
      },
    });
}
