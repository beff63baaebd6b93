/**
 * Databases for tests, quickly: PGlite takes seconds to make an empty one, and a fraction of that to load one that was
 * made before. It is made once for each state of the migrations and version of PGlite, and kept in `.cache`.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { migrationsFolder, type OpenedDatabase } from "../database.js";
import { createStore } from "../open-store.js";
import { openedPglite } from "../pglite.js";
import type { Store } from "../store.js";

const CACHE = fileURLToPath(new URL("../../../../../.cache", import.meta.url));

/** A new database in memory, with all tables. */
export async function openNewDatabase(): Promise<OpenedDatabase> {
  return await openedPglite(await PGlite.create({ loadDataDir: await snapshot() }), async () => {});
}

/** A new store in memory. */
export async function openNewStore(now = () => new Date()): Promise<Store> {
  return createStore(await openNewDatabase(), now);
}

/** Puts a new database where `openPglite` looks for the one of a data folder. */
export async function furnishDataFolder(dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const client = await PGlite.create({
    dataDir: join(dataFolder, "database"),
    loadDataDir: await snapshot(),
  });
  await client.close();
}

async function snapshot(): Promise<Blob> {
  const file = join(CACHE, `pglite-${await stateOfTables()}.tar`);
  const known = await readFile(file).catch(() => undefined);
  if (known !== undefined) return new Blob([known]);
  const client = await PGlite.create();
  await openedPglite(client, async () => {});
  const made = await client.dumpDataDir("none");
  await client.close();
  await mkdir(CACHE, { recursive: true });
  // Moved into place: several tests may make it at once.
  const unfinished = join(CACHE, `pglite-${randomUUID()}.unfinished`);
  await writeFile(unfinished, Buffer.from(await made.arrayBuffer()));
  await rename(unfinished, file);
  return made;
}

/** Changes with the migrations and with PGlite. */
async function stateOfTables(): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of names) hash.update(await readFile(join(migrationsFolder, name)));
  const pglite = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  hash.update(await readFile(join(pglite, "..", "package.json")));
  return hash.digest("hex").slice(0, 16);
}
