import { type Column, eq, type SQL, sql } from "drizzle-orm";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}

/** True of the row with that id. Text that is no id is nobody's, instead of an error from the database. */
export function hasId(column: Column, id: string): SQL {
  return isId(id) ? eq(column, id) : sql`false`;
}

/** The ids among those texts, each once, in one order everywhere: rows are locked in it, so that none waits in a circle. */
export function idsAmong(texts: Iterable<string>): string[] {
  return [...new Set(texts)].filter(isId).sort();
}
