/** Time, as this room takes it: tests hand in their own. */
export interface Clock {
  /** Milliseconds since some fixed moment; never runs backwards. */
  nowMs(): number;
  /** Calls `action` once, after so many milliseconds. Gives a function that calls it off. */
  after(delayMs: number, action: () => void): () => void;
}

/** The machine's own. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
