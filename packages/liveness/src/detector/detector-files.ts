import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromXgboostJson, type TreesModel, toXgboostJson } from "@wristprint/trees";
import { LivenessError } from "../liveness-error.js";
import { createDetector, type Detector } from "./detector.js";
import { type DetectorCard, parseDetectorCard } from "./detector-card.js";

const CARD = "model.json";
const TREES = "trees.json";

/** Writes a detector's folder: `model.json`, its card, and `trees.json`, which XGBoost reads too. */
export async function writeDetector(folder: string, card: DetectorCard, model: TreesModel): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CARD), `${JSON.stringify(card, null, 2)}\n`);
  await writeFile(join(folder, TREES), toXgboostJson(model));
}

/** Reads a detector's folder. Throws a LivenessError `bad-model` that names the file and what was expected in it. */
export async function loadDetector(folder: string): Promise<Detector> {
  const card = parseDetectorCard(await fileText(join(folder, CARD)), join(folder, CARD));
  const trees = join(folder, TREES);
  let model: TreesModel;
  try {
    model = fromXgboostJson(await fileText(trees));
  } catch (error) {
    if (error instanceof LivenessError) throw error;
    throw new LivenessError(
      "bad-model",
      `${trees}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return createDetector(card, model);
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LivenessError("bad-model", `${path}: expected a detector's file, found none (${code})`);
  }
}
