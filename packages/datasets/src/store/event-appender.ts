import { type DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { BUTTONS, EVENT_KINDS } from "@wristprint/core";
import type { EventColumns } from "../reading/event-columns.js";
import { EVENT_COLUMN_TYPES } from "./layout.js";

/** Rows that DuckDB takes at a time (its vector size). */
const CHUNK_ROWS = 2048;

export interface EventAppender {
  /** Appends the events of a batch, in their order, to the table `events`. */
  append(sessionIndex: number, batch: EventColumns): void;
  /** Hands over what is still held here. */
  close(): void;
}

/** Makes the table `events` and fills it column by column. Throws DuckDB's own errors. */
export async function createEventAppender(connection: DuckDBConnection): Promise<EventAppender> {
  const columns = EVENT_COLUMN_TYPES.map(([name, type]) => `${name} ${type}`);
  await connection.run(`CREATE TABLE events (${columns.join(", ")})`);
  const appender = await connection.createAppender("events");
  const chunk = DuckDBDataChunk.create(EVENT_COLUMN_TYPES.map(([, type]) => type));

  function fill(column: number, count: number, valueAt: (row: number) => number | string): void {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < count; row++) vector.setItem(row, valueAt(row));
    vector.flush();
  }
  return {
    append(sessionIndex, batch) {
      for (let start = 0; start < batch.count; start += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, batch.count - start);
        chunk.reset();
        chunk.rowCount = count;
        fill(0, count, () => sessionIndex);
        fill(1, count, (row) => batch.tMs[start + row] as number);
        fill(2, count, (row) => batch.x[start + row] as number);
        fill(3, count, (row) => batch.y[start + row] as number);
        fill(4, count, (row) => EVENT_KINDS[batch.kind[start + row] as number] as string);
        fill(5, count, (row) => BUTTONS[batch.button[start + row] as number] as string);
        appender.appendDataChunk(chunk);
      }
    },
    close: () => appender.closeSync(),
  };
}
