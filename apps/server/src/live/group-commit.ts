/** Writes of many, joined: while one transaction runs, what comes gathers and goes into the next. */
export interface GroupCommit<Item, Result> {
  /** Resolves when the item is written, with the result of the transaction that it was in. */
  add(item: Item): Promise<Result>;
  /** Items not written yet. */
  readonly waiting: number;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}

interface Entry<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/**
 * Items are written in the order in which they came. Where a write fails, all that wait fail with it: a later item
 * must not be kept without those before it.
 *
 * @param most items of one write
 */
export function createGroupCommit<Item, Result>(
  write: (items: readonly Item[]) => Promise<Result>,
  most: number,
): GroupCommit<Item, Result> {
  let queue: Entry<Item, Result>[] = [];
  let writing: readonly Entry<Item, Result>[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    // What this turn of the event loop brings goes into one write.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      writing = queue.slice(0, most);
      queue = queue.slice(most);
      try {
        const result = await write(writing.map(({ item }) => item));
        for (const entry of writing) entry.resolve(result);
      } catch (error) {
        const failed = [...writing, ...queue];
        queue = [];
        for (const entry of failed) entry.reject(error);
      }
      writing = [];
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
      while (running !== undefined) await running;
    },
  };
}
