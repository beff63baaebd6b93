/** The encoders that are served, by name and version. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Encoder } from "@wristprint/recognition";
import { PredictorError } from "../predictor-error.js";
import { compareVersions } from "./compare-versions.js";

export interface ModelShelf {
  /** By name, the newest version of each first. */
  readonly encoders: readonly Encoder[];
  /** @param version empty for the newest */
  find(name: string, version: string): Encoder | undefined;
}

/** @throws PredictorError `models` where there is none, or two of one name and version */
export function createModelShelf(encoders: readonly Encoder[]): ModelShelf {
  if (encoders.length === 0) throw new PredictorError("models", "at least one encoder is needed, found none");
  const sorted = [...encoders].sort(
    ({ card: a }, { card: b }) =>
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || compareVersions(b.version, a.version),
  );
  const names = sorted.map(({ card }) => `${card.name} ${card.version}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new PredictorError("models", `two models are both ${twice}`);
  return {
    encoders: sorted,
    find: (name, version) =>
      sorted.find(({ card }) => card.name === name && (version === "" || card.version === version)),
  };
}

/** The folders right below one, and itself, whose card says that they are encoders. */
export async function findEncoderFolders(models: string): Promise<readonly string[]> {
  let names: string[];
  try {
    const entries = await readdir(models, { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
  } catch (error) {
    throw new PredictorError("models", `cannot read the folder of models: ${(error as Error).message}`);
  }
  const folders = [models, ...names.sort().map((name) => join(models, name))];
  const tasks = await Promise.all(folders.map(taskOf));
  return folders.filter((_, at) => tasks[at] === "encoder");
}

/** The task on a folder's card; null for a folder without a card. */
async function taskOf(folder: string): Promise<unknown> {
  const file = join(folder, "model.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new PredictorError("models", (error as Error).message);
  }
  try {
    return (JSON.parse(text) as { task?: unknown } | null)?.task;
  } catch (error) {
    throw new PredictorError("models", `${file} is not JSON: ${(error as Error).message}`);
  }
}
