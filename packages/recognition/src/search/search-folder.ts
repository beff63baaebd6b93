/**
 * The folder of a search. Several processes of one machine may work in it at once, and any of them may be killed:
 *
 *     search.json       what is searched, and on which data
 *     trials/0007.json  the result of a finished trial: written whole, once
 *     claims/0007.0     which process works on it
 *     work/0007.partial the run under way, with its checkpoints
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isSettings } from "../experiment/definition.js";
import { RecognitionError } from "../recognition-error.js";
import { claimTrial, dropClaims, isClaimed } from "./claim-trial.js";
import { parseSearch, type Search } from "./search-definition.js";
import { searchIdentity } from "./search-identity.js";
import { trialName } from "./trial-definition.js";
import { parseTrialResult, type TrialResult } from "./trial-result.js";
import { createFile, replaceFile } from "./write-file.js";

const SEARCH_FILE = "search.json";

export interface SearchFolder {
  readonly path: string;
  /** Whether the trial is finished. */
  isFinished(trial: number): boolean;
  /** Of finished trials, up to this one, in their order. */
  results(last: number): TrialResult[];
  /** Of one trial, where it is finished. */
  result(trial: number): TrialResult | undefined;
  /** Keeps a result for good; the first of a trial stays. */
  keep(result: TrialResult): void;
  /** Takes a trial that no running process works on. */
  claim(trial: number): boolean;
  /** Whether a running process works on the trial. */
  isUnderWay(trial: number): boolean;
  /** Where a trial's run lies, for whoever has claimed it. */
  runFolder(trial: number): string;
}

export interface SearchFolderOptions {
  readonly search: Search;
  /** Of `dataIdentity`: results of other data are not mixed with these. */
  readonly data: string;
}

/**
 * Opens the folder of a search, making it where it is not there.
 * @throws RecognitionError `run-folder` where something else is there, or a search with other settings or data
 */
export function openSearchFolder(path: string, { search, data }: SearchFolderOptions): SearchFolder {
  const identity = searchIdentity(search, data);
  const place = join(path, SEARCH_FILE);
  const content = `${JSON.stringify({ search, data, identity }, null, 2)}\n`;
  requireSearch(path);
  for (const part of ["trials", "claims", "work"]) mkdirSync(join(path, part), { recursive: true });
  if (!createFile(place, content)) {
    const there = readSearchFolder(path);
    if (there.identity !== identity) throw another(path, there, search, data);
    if (readFileSync(place, "utf8") !== content) replaceFile(place, content);
  }
  return folderAt(path);
}

/**
 * What is searched in a folder, and its results.
 * @throws RecognitionError `run-folder` where there is no search
 */
export function readSearchFolder(path: string): SearchFolderOptions & {
  readonly identity: string;
  readonly folder: SearchFolder;
} {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(path, SEARCH_FILE), "utf8"));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    throw new RecognitionError("run-folder", `${path}: a search's folder expected: ${reason}`);
  }
  const { search, data, identity } = isSettings(value) ? value : {};
  if (typeof data !== "string" || typeof identity !== "string") {
    throw new RecognitionError(
      "run-folder",
      `${path}: a search's folder expected, its ${SEARCH_FILE} is none`,
    );
  }
  return { search: parseSearch(search, join(path, SEARCH_FILE)), data, identity, folder: folderAt(path) };
}

function folderAt(path: string): SearchFolder {
  const claims = join(path, "claims");
  const resultFile = (trial: number) => join(path, "trials", `${trialName(trial)}.json`);
  const runFolder = (trial: number) => join(path, "work", trialName(trial));
  const isFinished = (trial: number) => existsSync(resultFile(trial));
  const read = (trial: number) => {
    const file = resultFile(trial);
    return parseTrialResult(JSON.parse(readFileSync(file, "utf8")), file);
  };
  return {
    path,
    isFinished,
    result: (trial) => (isFinished(trial) ? read(trial) : undefined),
    results(last) {
      return readdirSync(join(path, "trials"))
        .filter((name) => /^\d+\.json$/.test(name))
        .map((name) => Number.parseInt(name, 10))
        .filter((trial) => trial <= last)
        .sort((a, b) => a - b)
        .map(read);
    },
    keep(result) {
      createFile(resultFile(result.trial), `${JSON.stringify(result, null, 2)}\n`);
      const run = runFolder(result.trial);
      for (const folder of [run, `${run}.partial`]) rmSync(folder, { recursive: true, force: true });
      dropClaims(claims, trialName(result.trial));
    },
    claim(trial) {
      if (isFinished(trial) || !claimTrial(claims, trialName(trial))) return false;
      // Finished by another, who has dropped the claims, since it was looked for.
      if (isFinished(trial)) {
        dropClaims(claims, trialName(trial));
        return false;
      }
      // The lock of the run's last process, which has ended: the claim says so, whatever bears its number now.
      rmSync(join(`${runFolder(trial)}.partial`, "lock"), { force: true });
      return true;
    },
    isUnderWay: (trial) => !isFinished(trial) && isClaimed(claims, trialName(trial)),
    runFolder,
  };
}

function requireSearch(path: string): void {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return;
    if (code !== "ENOTDIR") throw error;
    throw new RecognitionError("run-folder", `${path}: a folder expected, a file is there`);
  }
  const known = [SEARCH_FILE, "trials", "claims", "work"];
  // Whoever opens it at the same time may be about to write the rest.
  if (names.includes(SEARCH_FILE) || names.every((name) => known.some((one) => name.startsWith(one)))) return;
  const foreign = names.find((name) => !known.includes(name));
  throw new RecognitionError(
    "run-folder",
    `${path}: a new folder, an empty one or a search's is needed, there is ${JSON.stringify(foreign)} in it`,
  );
}

function another(path: string, there: SearchFolderOptions, search: Search, data: string): RecognitionError {
  const what =
    there.data !== data
      ? "a search on other data is there"
      : there.search.name !== search.name
        ? `the search ${there.search.name} is there`
        : "the same search with other settings, or of another version, is there";
  return new RecognitionError("run-folder", `${path}: ${what}; results would mix: give another folder`);
}
