import type { FeedMessage } from "@wristprint/api";
import type { LiveClock } from "./live-clock.js";
import type { LiveLimits } from "./live-limits.js";

/** Tells the consoles of a project what happens. */
export interface Feed {
  listen(project: string, listener: (message: FeedMessage) => void): () => void;
  tell(project: string, message: FeedMessage): void;
  /** Says that a session changed: told at once, or together with what follows, as often as the limits say. */
  changed(project: string, session: string, describe: () => FeedMessage | undefined): void;
  close(): void;
}

export function createFeed(
  clock: LiveClock,
  { feedMs, feedPerSecond }: Pick<LiveLimits, "feedMs" | "feedPerSecond">,
): Feed {
  const listeners = new Map<string, Set<(message: FeedMessage) => void>>();
  /** Sessions that were told of a moment ago; what to tell next, if anything. */
  const resting = new Map<string, { next: (() => void) | undefined; stop: () => void }>();

  function tell(project: string, message: FeedMessage): void {
    for (const listener of listeners.get(project) ?? []) listener(message);
  }

  return {
    listen(project, listener) {
      // Of its own, so that one function may listen twice.
      const own = (message: FeedMessage) => listener(message);
      const others = listeners.get(project) ?? new Set();
      listeners.set(project, others.add(own));
      return () => {
        others.delete(own);
        if (others.size === 0 && listeners.get(project) === others) listeners.delete(project);
      };
    },
    tell,
    changed(project, session, describe) {
      if (!listeners.has(project)) return;
      const say = () => {
        const restMs = Math.max(feedMs, Math.ceil((1000 * resting.size) / feedPerSecond));
        const stop = clock.after(restMs, () => {
          const { next } = resting.get(session) ?? {};
          resting.delete(session);
          next?.();
        });
        resting.set(session, { next: undefined, stop });
        const message = describe();
        if (message) tell(project, message);
      };
      const rest = resting.get(session);
      if (rest) rest.next = say;
      else say();
    },
    close() {
      for (const { stop } of resting.values()) stop();
      resting.clear();
      listeners.clear();
    },
  };
}
