import type { FeedMessage } from "@wristprint/api";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Call } from "../api/client.js";
import { followFeed } from "../api/feed.js";
import { type KnownSessions, withLoaded, withMessage } from "./known-sessions.js";

export interface Live {
  readonly sessions: KnownSessions;
  /** Whether the newest sessions have been loaded. */
  readonly loaded: boolean;
  readonly connected: boolean;
  /** Be told each message of the feed; answers with what ends it. */
  readonly listen: (listener: (message: FeedMessage) => void) => () => void;
}

/** The project's newest sessions, kept up to date by the feed. */
export function useLiveSessions(call: Call, project: string): Live {
  const [sessions, setSessions] = useState<KnownSessions>(new Map());
  const [loaded, setLoaded] = useState(false);
  const [connected, setConnected] = useState(false);
  const listeners = useRef(new Set<(message: FeedMessage) => void>());

  useEffect(() => {
    setSessions(new Map());
    setLoaded(false);
    let ended = false;
    const load = async () => {
      try {
        const { items } = await call("listSessions", { params: { project }, query: { limit: 100 } });
        if (ended) return;
        setSessions((known) => withLoaded(known, items));
        setLoaded(true);
      } catch {
        // The connection's state says that something is wrong; each return of the feed loads again.
      }
    };
    void load();
    const endFeed = followFeed({
      open: (url) => new WebSocket(url),
      url: feedUrl(project, window.location),
      onConnected: (now) => {
        setConnected(now);
        if (now) void load();
      },
      onMessage: (message) => {
        setSessions((known) => withMessage(known, message));
        for (const listener of listeners.current) listener(message);
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    return () => {
      ended = true;
      endFeed();
    };
  }, [call, project]);

  return useMemo(() => {
    const listen = (listener: (message: FeedMessage) => void) => {
      listeners.current.add(listener);
      return () => {
        listeners.current.delete(listener);
      };
    };
    return { sessions, loaded, connected, listen };
  }, [sessions, loaded, connected]);
}

export function feedUrl(project: string, { protocol, host }: { protocol: string; host: string }): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/v1/projects/${project}/feed`;
}
