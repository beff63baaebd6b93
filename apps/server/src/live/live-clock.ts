/** Time, as the live side needs it. */
export interface LiveClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Runs something once, later, unless it is called off by the function returned. */
  after(ms: number, run: () => void): () => void;
}

export const systemLiveClock: LiveClock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    // A server that is closing does not wait for it.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
