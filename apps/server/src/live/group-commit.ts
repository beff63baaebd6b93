import type { LiveClock } from "./live-clock.js";

/** Writes of many, joined: while one transaction runs, and a little longer, what comes gathers and goes into the next. */
export interface GroupCommit<Item, Result> {
  /** Resolves when the item is written, with the result of the transaction that it was in. */
  add(item: Item): Promise<Result>;
  /** Items not written yet. */
  readonly waiting: number;
  /** Resolves when nothing waits; on the way there no write rests. */
  idle(): Promise<void>;
}

export interface GroupCommitOptions {
  /** Items of one write. */
  readonly most: number;
  readonly clock: LiveClock;
  /**
   * After a write the next rests for {@link RESTS} times as long as that took, at most so many milliseconds: most of
   * what a write costs it costs for one row and for a hundred. Without load nobody waits for it.
   */
  readonly longestRestMs: number;
}

interface Entry<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

const RESTS = 3;

/**
 * Items are written in the order in which they came. Where a write fails, all that wait fail with it: a later item
 * must not be kept without those before it.
 */
export function createGroupCommit<Item, Result>(
  write: (items: readonly Item[]) => Promise<Result>,
  { most, clock, longestRestMs }: GroupCommitOptions,
): GroupCommit<Item, Result> {
  let queue: Entry<Item, Result>[] = [];
  let writing: readonly Entry<Item, Result>[] = [];
  let running: Promise<void> | undefined;
  let restUntil = 0;
  let hurried = false;
  let endRest = () => {};

  function rest(): Promise<void> {
    const ms = restUntil - clock.now();
    // A clock that was put back is none to wait by.
    if (hurried || ms <= 0 || ms > longestRestMs) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = clock.after(ms, resolve);
      endRest = () => {
        stop();
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    // What this turn of the event loop brings goes into one write.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await rest();
      writing = queue.slice(0, most);
      queue = queue.slice(most);
      const beganAt = clock.now();
      try {
        const result = await write(writing.map(({ item }) => item));
        for (const entry of writing) entry.resolve(result);
      } catch (error) {
        const failed = [...writing, ...queue];
        queue = [];
        for (const entry of failed) entry.reject(error);
      }
      writing = [];
      const now = clock.now();
      restUntil = now + Math.min(longestRestMs, RESTS * Math.max(0, now - beganAt));
    }
    running = undefined;
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= run();
      });
    },
    get waiting() {
      return queue.length + writing.length;
    },
    async idle() {
      hurried = true;
      endRest();
      while (running !== undefined) await running;
      hurried = false;
    },
  };
}
