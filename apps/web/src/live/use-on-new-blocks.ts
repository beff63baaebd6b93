import { useEffect } from "react";
import type { Live } from "./use-live-sessions.js";

/** Answers with many signatures are not asked for more often than this. */
const PAUSE_MS = 3000;

/** Calls when blocks got signatures, somebody was enrolled, or something was erased; not more often than every 3 s. */
export function useOnNewBlocks({ listen }: Pick<Live, "listen">, act: () => void): void {
  useEffect(() => {
    const scored = new Map<string, number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, PAUSE_MS);
    };
    const end = listen((message) => {
      if (message.type === "enrolled" || message.type === "erased") soon();
      if (message.type === "session") {
        const { id, scored: now } = message.session;
        if (scored.get(id) !== now) soon();
        scored.set(id, now);
      }
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [listen, act]);
}
