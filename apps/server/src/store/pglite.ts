import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Database, migrationsFolder, type OpenedDatabase } from "./database.js";
import { lockFolder } from "./folder-lock.js";
import { openThreadedPglite } from "./threaded-pglite.js";

/**
 * A database in this process, of a folder in a thread of its own. What it wrote is with the operating system when a statement resolves: it survives the
 * end of the process at any moment, but not surely that of the machine (PGlite runs with `fsync` off).
 *
 * @param dataFolder in memory without one
 * @throws ServerError `bad-setting` where another process has the folder open
 */
export async function openPglite(dataFolder: string | undefined): Promise<OpenedDatabase> {
  if (dataFolder === undefined) return await openedPglite(await PGlite.create(), async () => {});
  await mkdir(dataFolder, { recursive: true });
  const release = await lockFolder(dataFolder);
  try {
    const client = await openThreadedPglite(dataFolder);
    try {
      return await openedPglite(client, release);
    } catch (error) {
      // Its thread would keep the process alive.
      await client.close().catch(() => {});
      throw error;
    }
  } catch (error) {
    await release();
    throw error;
  }
}

/** Brings a database's tables up to date. @param release done after it is closed */
export async function openedPglite(client: PGlite, release: () => Promise<void>): Promise<OpenedDatabase> {
  const db = drizzle(client);
  await migrate(db, { migrationsFolder });
  return {
    kind: "pglite",
    // The two drivers' databases differ in the type of plain statements' results alone; both have `rows`.
    db: db as unknown as Database,
    async close() {
      await client.close();
      await release();
    },
  };
}
