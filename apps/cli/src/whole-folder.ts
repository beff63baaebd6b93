import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { UsageError } from "./usage-error.js";

/**
 * Lets `write` fill a folder beside `path` and renames it into place, so that `path` is whole or not there.
 * @throws UsageError where something is there already
 */
export async function writeWholeFolder<Result>(
  path: string,
  write: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (!(await isFree(path))) {
    throw new UsageError(`${path}: a new or empty folder expected, something is there already`);
  }
  const working = `${path}.partial`;
  await rm(working, { recursive: true, force: true });
  await mkdir(dirname(path), { recursive: true });
  try {
    const result = await write(working);
    await rm(path, { recursive: true, force: true });
    await rename(working, path);
    return result;
  } catch (error) {
    await rm(working, { recursive: true, force: true });
    throw error;
  }
}

/** Whether nothing, or an empty folder, is there. */
export async function isFree(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return true;
    if (code === "ENOTDIR") return false;
    throw error;
  }
}
