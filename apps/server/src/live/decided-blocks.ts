/** Who is told that blocks were decided on: the pages that record, and the server's figures. */
export interface DecidedBlocks {
  /** Told how many blocks of a session are decided on; the function returned ends it. */
  watch(session: string, listener: (scored: number) => void): () => void;
  /** Told of each block how long it took, milliseconds; the function returned ends it. */
  watchTimes(listener: (ms: number) => void): () => void;
  /** @param receivedAt when each block's last event was received, milliseconds since 1970 */
  tell(session: string, scored: number, receivedAt: readonly number[]): void;
}

export function createDecidedBlocks(clock: { now(): number }): DecidedBlocks {
  const sessions = new Map<string, Set<(scored: number) => void>>();
  const times = new Set<(ms: number) => void>();
  return {
    watch(session, listener) {
      const own = sessions.get(session) ?? new Set();
      sessions.set(session, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && sessions.get(session) === own) sessions.delete(session);
      };
    },
    watchTimes(listener) {
      times.add(listener);
      return () => times.delete(listener);
    },
    tell(session, scored, receivedAt) {
      for (const listener of sessions.get(session) ?? []) listener(scored);
      const now = clock.now();
      for (const listener of times) for (const at of receivedAt) listener(Math.max(0, now - at));
    },
  };
}
