import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

/** A data folder's database. A new one is made beside its place and then moved there: one that was cut off is made anew. */
export async function openFolder(dataFolder: string): Promise<PGlite> {
  const folder = join(dataFolder, "database");
  if (!(await exists(folder))) {
    const unfinished = join(dataFolder, "database.unfinished");
    await rm(unfinished, { recursive: true, force: true });
    await (await PGlite.create(unfinished)).close();
    await rename(unfinished, folder);
  }
  return await PGlite.create(folder);
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
