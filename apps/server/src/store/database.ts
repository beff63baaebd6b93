import { fileURLToPath } from "node:url";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** What both drivers give for a statement in plain SQL. */
interface PlainRows<Row> {
  readonly rows: readonly Row[];
}

interface PlainResult extends PgQueryResultHKT {
  readonly type: PlainRows<this["row"]>;
}

/** A database or a transaction in it, whichever driver is below. */
export type Database = PgDatabase<PlainResult>;

export interface OpenedDatabase {
  readonly kind: "pglite" | "postgresql";
  readonly db: Database;
  close(): Promise<void>;
}

/** Two folders up from sources and from the build alike. */
export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));
