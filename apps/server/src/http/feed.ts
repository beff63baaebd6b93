/** What consoles are told: what the live side says, and what calls over HTTP changed. */
import type { FeedMessage } from "@wristprint/api";
import type { LiveEngine } from "../live/live-engine.js";

export type FeedListener = (message: FeedMessage) => void;

export interface Feed {
  publish(project: string, message: FeedMessage): void;
  /** @returns a function that ends it */
  listen(project: string, listener: FeedListener): () => void;
}

export function createFeed(engine: Pick<LiveEngine, "listen">): Feed {
  const listeners = new Map<string, Set<FeedListener>>();
  return {
    publish(project, message) {
      for (const listener of listeners.get(project) ?? []) listener(message);
    },
    listen(project, listener) {
      const own = listeners.get(project) ?? new Set();
      listeners.set(project, own.add(listener));
      const stop = engine.listen(project, listener);
      return () => {
        stop();
        own.delete(listener);
        if (own.size === 0) listeners.delete(project);
      };
    },
  };
}
