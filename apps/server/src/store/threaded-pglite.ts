import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PGlite } from "@electric-sql/pglite";
import {
  errorOf,
  type FromThread,
  type Statement,
  type StatementResult,
  type ToThread,
} from "./pglite-messages.js";

/** What drizzle gives with a statement. */
interface QueryOptions {
  readonly rowMode?: "array" | "object";
  /** All of them leave the text as it is. */
  readonly parsers?: Readonly<Record<number, unknown>>;
}

interface Queries {
  query(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<StatementResult>;
}

/** The part of PGlite's interface that drizzle uses. */
interface ThreadedPglite extends Queries {
  transaction<T>(work: (transaction: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Threads run the build, also where tests run the sources. */
const PROGRAM = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/store/pglite-thread.js" : "./pglite-thread.js",
  import.meta.url,
);

/**
 * Its thread's young objects may take so many MiB. The server's own flags for what is young hold for its threads too, and
 * would let this one grow to 200 where a third does as well.
 */
const YOUNG_MIB = 64;

/**
 * A data folder's database in a thread of its own: PGlite computes where it is called, and a server has other things to
 * do. A statement outside of transactions waits for one that is under way.
 * @throws Error where the database cannot be opened
 */
export async function openThreadedPglite(dataFolder: string): Promise<PGlite> {
  const thread = new Worker(PROGRAM, {
    workerData: dataFolder,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  const waiting = new Map<number, PromiseWithReject<StatementResult | undefined>>();
  let ended: Error | undefined;
  let lastId = 0;

  function send(message: Omit<Extract<ToThread, { statement: Statement }>, "id"> | { close: true }) {
    return new Promise<StatementResult | undefined>((resolve, reject) => {
      if (ended) return reject(ended);
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      thread.postMessage({ id, ...message });
    });
  }
  function end(error: Error) {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }
  thread.on("message", (message: FromThread) => {
    if (!("id" in message) || message.id === "opening") return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ("failure" in message) asked?.reject(errorOf(message.failure));
    else asked?.resolve(message.result);
  });
  thread.on("error", end);
  thread.on("exit", () => end(new Error("the database is closed")));
  const [first] = (await once(thread, "message")) as [FromThread];
  if ("failure" in first) throw errorOf(first.failure);

  const direct: Queries = {
    async query(text, values = [], { rowMode = "object", parsers = {} } = {}) {
      const statement = { text, values, rowMode, asText: Object.keys(parsers).map(Number) };
      return (await send({ statement })) as StatementResult;
    },
  };
  /** Done when whoever came last is. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  }
  const client: ThreadedPglite = {
    query: (text, values, options) => inTurn(() => direct.query(text, values, options)),
    transaction: (work) =>
      inTurn(async () => {
        await direct.query("begin");
        try {
          const result = await work(direct);
          await direct.query("commit");
          return result;
        } catch (error) {
          // Where the thread has ended there is nothing to take back.
          await direct.query("rollback").catch(() => {});
          throw error;
        }
      }),
    close: () => inTurn(async () => void (await send({ close: true }))),
  };
  // drizzle asks for no more of PGlite than this.
  return client as unknown as PGlite;
}

interface PromiseWithReject<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}
