import { setImmediate, setTimeout } from "node:timers/promises";
import type { DatasetFormat, SessionLabels } from "../formats/format.js";
import { appendEvents, createEventColumns, type EventColumns } from "../reading/event-columns.js";
import type { SessionFile } from "../reading/session-file.js";
import { createSessionReader } from "../reading/session-reader.js";
import type { DatasetProgress, Ledger } from "../report.js";

/** Rows that DuckDB takes at a time (its vector size). */
export const CHUNK_ROWS = 2048;

/** Chunks read before they are wanted: 11 MB. */
const CHUNKS_AHEAD = 256;

/** What goes into a store. */
export interface StoreContents {
  readonly path: string;
  readonly dir: string;
  readonly format: DatasetFormat;
  readonly files: readonly SessionFile[];
  readonly labels: SessionLabels;
  readonly ledger: Ledger;
  readonly onProgress: (progress: DatasetProgress) => void;
}

/** Up to {@link CHUNK_ROWS} events, of one session or several, and for each the number of its session. */
export interface EventChunk {
  readonly events: EventColumns;
  readonly sessionIndexes: Uint32Array;
}

/** The events of all files in their order, in chunks that are full but for the last. Keeps the ledger. */
export function* eventChunks(contents: StoreContents): Generator<EventChunk, void, undefined> {
  const { dir, format, files, ledger, onProgress } = contents;
  const readSession = createSessionReader(dir, format, ledger);
  let chunk = createChunk();
  for (const [sessionIndex, file] of files.entries()) {
    const before = ledger.events;
    for (const batch of readSession(file)) {
      for (let start = 0; start < batch.count; ) {
        const held = chunk.events.count;
        const count = Math.min(CHUNK_ROWS - held, batch.count - start);
        appendEvents(chunk.events, batch, start, start + count);
        chunk.sessionIndexes.fill(sessionIndex, held, held + count);
        start += count;
        if (chunk.events.count < CHUNK_ROWS) continue;
        yield chunk;
        chunk = createChunk();
      }
      ledger.events += batch.count;
    }
    if (ledger.events > before) {
      ledger.sessions++;
      ledger.subjects.add(file.subject);
    }
    onProgress({ sessionsDone: sessionIndex + 1, sessionsTotal: files.length, events: ledger.events });
  }
  if (chunk.events.count > 0) yield chunk;
}

function createChunk(): EventChunk {
  return { events: createEventColumns(CHUNK_ROWS), sessionIndexes: new Uint32Array(CHUNK_ROWS) };
}

/** A generator's items, some of them fetched before they are asked for. */
export interface ReadAhead<Item> {
  /** The next item, at once; `undefined` after the last one. Throws what the generator throws. */
  next(): Item | undefined;
  /** Fetches ahead whenever the event loop is free, until the generator ends or fails, or {@link stop}. */
  run(): Promise<void>;
  stop(): void;
}

/** Lets a generator work while its consumer, in another thread, is busy with what it was given. */
export function readAhead<Item>(items: Iterator<Item, void>): ReadAhead<Item> {
  let ahead: Item[] = [];
  let taken = 0;
  let ended = false;
  let failed: { readonly error: unknown } | undefined;

  function fetch(): void {
    try {
      const next = items.next();
      if (next.done) ended = true;
      else ahead.push(next.value);
    } catch (error) {
      ended = true;
      failed = { error };
    }
  }
  return {
    next() {
      if (taken === ahead.length) {
        ahead = [];
        taken = 0;
        if (!ended) fetch();
      }
      if (taken < ahead.length) return ahead[taken++];
      if (failed !== undefined) throw failed.error;
      return undefined;
    },
    async run() {
      while (!ended) {
        if (ahead.length < CHUNKS_AHEAD) {
          fetch();
          await setImmediate();
        } else {
          // The consumer empties the list before it grows again.
          await setTimeout(1);
        }
      }
    },
    stop() {
      ended = true;
      items.return?.();
    },
  };
}
