import { type Column, gt, lt, type SQL, sql } from "drizzle-orm";
import type { Page, PageRequest } from "./store.js";

/** The rows behind the page before, by their position. What is no `next` of ours has nothing behind it. */
export function newerThan(column: Column, after: string | undefined): SQL | undefined {
  return behind(after, (position) => gt(column, position));
}

export function olderThan(column: Column, after: string | undefined): SQL | undefined {
  return behind(after, (position) => lt(column, position));
}

function behind(after: string | undefined, compare: (position: number) => SQL): SQL | undefined {
  if (after === undefined) return undefined;
  const text = Buffer.from(after, "base64url").toString("latin1");
  return /^\d{1,15}$/.test(text) && write(text) === after ? compare(Number(text)) : sql`false`;
}

function write(position: string): string {
  return Buffer.from(position, "latin1").toString("base64url");
}

/** Makes a page of up to `limit + 1` rows: the one too many tells that there is more. */
export function pageOf<Row extends { readonly position: number }, Item>(
  rows: readonly Row[],
  { limit }: PageRequest,
  read: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(read),
    next: more ? write(`${last.position}`) : null,
  };
}
