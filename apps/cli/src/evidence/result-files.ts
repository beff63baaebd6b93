/** The folder of `wristprint experiment all`: a file for each command that is done. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { UsageError } from "../usage-error.js";
import { isFree } from "../whole-folder.js";

/** A command that is done. */
export interface CommandResult {
  readonly command: string;
  /** {@link PlannedCommand.identity} */
  readonly identity: string;
  /** After `wristprint`, as they were run. */
  readonly words: readonly string[];
  readonly seconds: number;
  /** When it ended, in UTC, YYYY-MM-DD. */
  readonly date: string;
  /** What it printed as JSON. */
  readonly result: unknown;
}

export interface ResultFiles {
  /** The result of a command, where one is kept that is still its own. */
  kept(id: string, identity: string): CommandResult | undefined;
  keep(id: string, result: CommandResult): void;
  /** Leaves nothing where a command makes a folder of its own. */
  clear(id: string): void;
}

/**
 * Opens a folder of results, new or begun: `results/` holds a file for each command, `runs/` and `made/` what commands write,
 * `models` leads to the shipped models, which commands name.
 * @throws UsageError where something else is there
 */
export async function openResultFiles(folder: string): Promise<ResultFiles> {
  const results = join(folder, "results");
  if (!existsSync(results) && !(await isFree(folder))) {
    throw new UsageError(`${folder}: a new or empty folder expected, or one that this command began`);
  }
  mkdirSync(results, { recursive: true });
  linkModels(join(folder, "models"));
  const fileOf = (id: string) => join(results, `${id}.json`);
  return {
    kept(id, identity) {
      const result = readResult(fileOf(id));
      return result?.identity === identity ? result : undefined;
    },
    keep(id, result) {
      const file = fileOf(id);
      writeFileSync(`${file}.partial`, `${JSON.stringify(result, null, 2)}\n`);
      renameSync(`${file}.partial`, file);
    },
    clear(id) {
      rmSync(join(folder, "made", id), { recursive: true, force: true });
    },
  };
}

/** Anew each time: a repository may have moved. */
function linkModels(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(path);
  symlinkSync(join(REPOSITORY_ROOT, "models"), path, "junction");
}

/** Renamed into place when whole, so what is there can be read, or was made by somebody else. */
function readResult(file: string): CommandResult | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as CommandResult;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
