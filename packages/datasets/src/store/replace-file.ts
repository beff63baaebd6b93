import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DatasetError } from "../dataset-error.js";

/**
 * Lets `write` fill a file beside `path`, flushes it to the disk and renames it into place. Whatever happens,
 * `path` holds its old content or all of the new; a failed write leaves nothing behind. Returns the size in
 * bytes. Throws what `write` throws, or a DatasetError `write-failed` for what the file system refuses.
 */
export async function replaceFile(path: string, write: (path: string) => Promise<void>): Promise<number> {
  const folder = dirname(path);
  const temporary = join(folder, `${basename(path)}.${process.pid}-${randomBytes(4).toString("hex")}.part`);
  try {
    await mkdir(folder, { recursive: true });
    try {
      await write(temporary);
      const file = await open(temporary, "r+");
      const { size } = await file.stat();
      await file.sync().finally(() => file.close());
      await rename(temporary, path);
      await syncFolder(folder);
      return size;
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new DatasetError(
      "write-failed",
      `${path}: expected to write a store, found ${code} from ${syscall}`,
      {
        cause: error,
      },
    );
  }
}

/** Makes the rename itself last. Windows cannot open folders and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
