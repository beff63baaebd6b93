import type { FeedMessage } from "@wristprint/api";
import type { LiveClock } from "./live-clock.js";

/** Tells the consoles of a project what happens. */
export interface Feed {
  listen(project: string, listener: (message: FeedMessage) => void): () => void;
  tell(project: string, message: FeedMessage): void;
  /** Says that a session changed: told at once, or together with what follows, once every `feedMs`. */
  changed(project: string, session: string, describe: () => FeedMessage | undefined): void;
  close(): void;
}

export function createFeed(clock: LiveClock, { feedMs }: { readonly feedMs: number }): Feed {
  const listeners = new Map<string, Set<(message: FeedMessage) => void>>();
  /** Sessions that were told of less than `feedMs` ago; what to tell next, if anything. */
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
        const stop = clock.after(feedMs, () => {
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
