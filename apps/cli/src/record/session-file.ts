import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../usage-error.js";

/** A session's file while it is recorded. */
export interface SessionFile {
  append(text: string): void;
  /** Flushes it to the disk and gives it its name. */
  keep(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

/**
 * Opens a session's file under a temporary name beside `path`, so that `path` is whole or not there. Lines are
 * handed to the system as they come: a recorder that is killed leaves them in `NAME.PID.part`.
 * @throws UsageError where something is there already, and what the file system answers
 */
export function createSessionFile(path: string): SessionFile {
  if (existsSync(path)) {
    throw new UsageError(`${path}: a new file expected, something is there already`);
  }
  const madeFolder = mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  const descriptor = openSync(temporary, "w");
  return {
    append(text) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    keep() {
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(temporary, path);
      syncFolder(dirname(path));
    },
    discard() {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
      if (madeFolder !== undefined) removeEmptyFolders(dirname(path), dirname(madeFolder));
    },
  };
}

/** Removes the folder and those above it, up to `end`, as long as nobody has put anything into them. */
function removeEmptyFolders(folder: string, end: string): void {
  for (let at = resolve(folder); at !== resolve(end); at = dirname(at)) {
    if (readdirSync(at).length > 0) return;
    rmdirSync(at);
  }
}

/** Makes the rename itself last. Windows cannot open folders and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
