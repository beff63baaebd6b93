/**
 * The folder of a run. While it is being made, everything lies in a working folder beside it: checkpoints, and
 * then the result, which is renamed into place when it is whole. A killed run leaves no half result, and the
 * next one goes on from its checkpoints.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RecognitionError } from "../recognition-error.js";
import { syncFolder, writeDurably } from "./durable-files.js";
import { lockFile } from "./lock-file.js";

/** The file of a run that lists all its files, and so tells what may be replaced. */
const RESULT_FILE = "metrics.json";
const PARTS = {
  lock: "lock",
  identity: "identity.txt",
  checkpoints: "checkpoints",
  result: "result",
  /** The run that was there before, between the two renames of the last step. */
  replaced: "replaced",
} as const;

export interface RunFolder {
  /** Where checkpoints lie. */
  readonly checkpoints: string;
  /** Writes all files of the run, puts the folder into its place, and drops the checkpoints. */
  finish(files: ReadonlyMap<string, string | Uint8Array>): void;
  /** Lets another process take the folder; checkpoints stay. */
  release(): void;
}

/**
 * Opens the working folder of a run, `OUT.partial`.
 * @param identity all that bears on the result: checkpoints of another identity are thrown away
 * @throws RecognitionError `run-folder` where the place is taken by something else or by another process
 */
export function openRunFolder(out: string, identity: string): RunFolder {
  const place = resolve(out);
  const working = `${place}.partial`;
  const result = join(working, PARTS.result);
  const replaced = join(working, PARTS.replaced);
  const checkpoints = join(working, PARTS.checkpoints);
  const unlock = explained(out, () => {
    requireRun(place, out);
    requireWorking(working, `${out}.partial`);
    mkdirSync(working, { recursive: true });
    return lockFile(join(working, PARTS.lock), out);
  });
  try {
    explained(out, () => {
      // A run that was killed between the two renames of its last step.
      if (!existsSync(place) && existsSync(replaced)) renameSync(replaced, place);
      const identityFile = join(working, PARTS.identity);
      if (!existsSync(identityFile) || readFileSync(identityFile, "utf8") !== identity) {
        rmSync(checkpoints, { recursive: true, force: true });
        writeFileSync(identityFile, identity);
      }
      mkdirSync(checkpoints, { recursive: true });
    });
  } catch (error) {
    unlock();
    throw error;
  }
  return {
    checkpoints,
    finish(files) {
      explained(out, () => {
        rmSync(result, { recursive: true, force: true });
        mkdirSync(result);
        for (const [name, content] of files) writeDurably(join(result, name), content);
        for (const folder of new Set([...files.keys()].map((name) => dirname(join(result, name))))) {
          syncFolder(folder);
        }
        // Looked at once more: training takes hours, and someone may have put something there.
        requireRun(place, out);
        rmSync(replaced, { recursive: true, force: true });
        if (existsSync(place)) renameSync(place, replaced);
        renameSync(result, place);
        syncFolder(dirname(place));
        rmSync(working, { recursive: true, force: true });
      });
    },
    release: unlock,
  };
}

/** A run replaces a run or an empty folder, never a file that no run wrote. */
function requireRun(place: string, out: string): void {
  const names = namesIn(place, out);
  if (names.length === 0) return;
  const own = filesOfRun(place);
  const foreign = names.find((name) => !own.has(name));
  if (foreign === undefined) return;
  const what = `a new folder, an empty one or a run's is needed`;
  throw new RecognitionError("run-folder", `${out}: ${what}, there is ${JSON.stringify(foreign)} in it`);
}

function requireWorking(working: string, name: string): void {
  const known: readonly string[] = Object.values(PARTS);
  const foreign = namesIn(working, name).find((entry) => !known.includes(entry));
  if (foreign === undefined) return;
  const what = `the run's working folder would be there, but it holds ${JSON.stringify(foreign)}`;
  throw new RecognitionError("run-folder", `${name}: ${what}`);
}

function namesIn(folder: string, name: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code !== "ENOTDIR") throw error;
    throw new RecognitionError("run-folder", `${name}: a folder expected, a file is there`);
  }
}

/** The names right in a run's folder, by its own list; none where it is no run's. */
function filesOfRun(place: string): Set<string> {
  try {
    const { files } = JSON.parse(readFileSync(join(place, RESULT_FILE), "utf8")) as { files: string[] };
    return new Set(files.map((file) => file.split("/")[0] as string));
  } catch {
    return new Set();
  }
}

/** What the file system refuses becomes an error of this room. */
function explained<Result>(out: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof RecognitionError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecognitionError("run-folder", `${out}: ${reason.split("\n")[0]}`);
  }
}
