/** Experiments by name: `experiments/NAME.json` here, then in the repository of this command. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { REPOSITORY_ROOT } from "./repository-root.js";
import { UsageError } from "./usage-error.js";

export interface ExperimentFile {
  readonly name: string;
  readonly file: string;
}

/** The experiments that names reach from a folder, by name. */
export function listExperiments(cwd: string, root = REPOSITORY_ROOT): ExperimentFile[] {
  const found = new Map<string, ExperimentFile>();
  for (const folder of experimentFolders(cwd, root)) {
    for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
      if (!entry.endsWith(".json")) continue;
      const name = entry.slice(0, -".json".length);
      if (!found.has(name)) found.set(name, { name, file: join(folder, entry) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The experiment's file: a path to one, or a name.
 * @throws UsageError that lists the known names
 */
export function findExperiment(nameOrFile: string, cwd: string, root = REPOSITORY_ROOT): string {
  const file = resolve(cwd, nameOrFile);
  if (existsSync(file) && statSync(file).isFile()) return nameOrFile;
  const known = listExperiments(cwd, root);
  const named = known.find(({ name }) => name === nameOrFile);
  if (named !== undefined) return named.file;
  const names = known.map(({ name }) => name).join(", ") || "none";
  throw new UsageError(`${nameOrFile}: an experiment's file or name expected; known names: ${names}`);
}

/**
 * An encoder's definition: a path to one, or the name of a file in `experiments/encoders`.
 * @throws UsageError
 */
export function findEncoderDefinition(nameOrFile: string, cwd: string, root = REPOSITORY_ROOT): string {
  return findBelow("encoders", "an encoder's definition", nameOrFile, cwd, root);
}

/**
 * A search: a path to its file, or the name of a file in `experiments/searches`.
 * @throws UsageError
 */
export function findSearch(nameOrFile: string, cwd: string, root = REPOSITORY_ROOT): string {
  return findBelow("searches", "a search", nameOrFile, cwd, root);
}

function findBelow(folder: string, what: string, nameOrFile: string, cwd: string, root: string): string {
  const file = resolve(cwd, nameOrFile);
  if (existsSync(file) && statSync(file).isFile()) return nameOrFile;
  const folders = experimentFolders(cwd, root).map((experiments) => join(experiments, folder));
  const named = folders.map((one) => join(one, `${nameOrFile}.json`)).find((one) => existsSync(one));
  if (named !== undefined) return named;
  throw new UsageError(`${nameOrFile}: ${what}, a file or a name in experiments/${folder}, expected`);
}

function experimentFolders(cwd: string, root: string): string[] {
  return [...new Set([resolve(cwd, "experiments"), resolve(root, "experiments")])];
}
