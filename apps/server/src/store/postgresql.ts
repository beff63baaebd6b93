import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ServerError } from "../server-error.js";
import { type Database, migrationsFolder, type OpenedDatabase } from "./database.js";
import { plainError } from "./query-errors.js";

/** Of the advisory lock under which tables are brought up to date: a number that nobody else uses ("wris"). */
const MIGRATION_LOCK = 0x77_72_69_73;

/** @throws ServerError `bad-setting` where no database answers there */
export async function openPostgresql(databaseUrl: string): Promise<OpenedDatabase> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while nobody uses it: the next statement opens another, or fails and tells.
  pool.on("error", () => {});
  try {
    await bringUpToDate(pool);
  } catch (error) {
    await pool.end();
    const cause = plainError(error);
    const why = cause instanceof Error && cause.message !== "" ? `: ${cause.message}` : "";
    // Without the address: it may hold a password.
    throw new ServerError("bad-setting", `the PostgreSQL database could not be opened${why}`, { cause });
  }
  return {
    kind: "postgresql",
    // The two drivers' databases differ in the type of plain statements' results alone; both have `rows`.
    db: drizzle(pool) as unknown as Database,
    close: () => pool.end(),
  };
}

/** One server at a time, should several start at once. */
async function bringUpToDate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    // Closes the connection, and the lock with it.
    client.release(true);
  }
}
