/**
 * The folder of a run. While it is being made, everything lies in a working folder beside it: checkpoints, and
 * then the result, which is renamed into place when it is whole. A killed run leaves no half result, and the
 * next one goes on from its checkpoints.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RecognitionError } from "../recognition-error.js";

/** The file that makes a folder a run's. */
const DEFINITION_FILE = "experiment.json";
const IDENTITY_FILE = "identity.txt";
const LOCK_FILE = "lock";

export interface RunFolder {
  /** Where checkpoints lie. */
  readonly checkpoints: string;
  /** Writes all files of the run, puts the folder into its place, and drops the checkpoints. */
  finish(files: ReadonlyMap<string, string | Uint8Array>): void;
  /** Lets another process take the folder; checkpoints stay. */
  release(): void;
}

/**
 * Opens the working folder of a run.
 * @param identity all that bears on the result: checkpoints of another identity are thrown away
 * @throws RecognitionError `run-folder` where the place is taken by something else or by another process
 */
export function openRunFolder(out: string, identity: string): RunFolder {
  const place = resolve(out);
  const working = `${place}.partial`;
  const replaced = `${place}.replaced`;
  const result = join(working, "result");
  const checkpoints = join(working, "checkpoints");
  try {
    mkdirSync(working, { recursive: true });
  } catch (error) {
    throw new RecognitionError("run-folder", `${out}: no run can be written there: ${reasonOf(error)}`);
  }
  const unlock = lock(join(working, LOCK_FILE), out);
  try {
    // A run that was killed between the two renames of its last step.
    if (!existsSync(place) && existsSync(replaced)) renameSync(replaced, place);
    checkPlace(place, out);
    const identityFile = join(working, IDENTITY_FILE);
    if (!existsSync(identityFile) || readFileSync(identityFile, "utf8") !== identity) {
      rmSync(checkpoints, { recursive: true, force: true });
      writeFileSync(identityFile, identity);
    }
    mkdirSync(checkpoints, { recursive: true });
  } catch (error) {
    unlock();
    throw error instanceof RecognitionError
      ? error
      : new RecognitionError("run-folder", `${out}: ${reasonOf(error)}`);
  }
  return {
    checkpoints,
    finish(files) {
      rmSync(result, { recursive: true, force: true });
      mkdirSync(result);
      for (const [name, content] of files) writeDurably(join(result, name), content);
      syncFolder(result);
      rmSync(replaced, { recursive: true, force: true });
      if (existsSync(place)) renameSync(place, replaced);
      renameSync(result, place);
      syncFolder(dirname(place));
      rmSync(replaced, { recursive: true, force: true });
      rmSync(working, { recursive: true, force: true });
    },
    release: unlock,
  };
}

/** A run replaces a run, never anything else. */
function checkPlace(place: string, out: string): void {
  if (!existsSync(place)) return;
  let names: string[];
  try {
    names = readdirSync(place);
  } catch {
    throw new RecognitionError("run-folder", `${out}: a folder expected, a file is there`);
  }
  if (names.length > 0 && !names.includes(DEFINITION_FILE)) {
    throw new RecognitionError(
      "run-folder",
      `${out}: the folder holds something that is no run; name another`,
    );
  }
}

/** One process at a time: the lock holds its number, and is void once no such process runs. */
function lock(file: string, out: string): () => void {
  if (existsSync(file)) {
    const holder = Number(readFileSync(file, "utf8"));
    if (holder !== process.pid && isRunning(holder)) {
      throw new RecognitionError("run-folder", `${out}: process ${holder} is writing this run`);
    }
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function writeDurably(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] as string;
}
