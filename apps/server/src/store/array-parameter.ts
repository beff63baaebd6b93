import { type SQL, sql } from "drizzle-orm";

/** An array as one parameter of a statement; by itself drizzle makes a parameter of each element. */
export function arrayOf<T>(
  items: readonly T[],
  type: "uuid" | "bigint" | "integer" | "double precision" | "text" | "timestamptz",
): SQL {
  return sql`${sql.param(items)}::${sql.raw(type)}[]`;
}
