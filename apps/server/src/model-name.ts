import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ServerError } from "./server-error.js";

/**
 * The name of the one encoder in a folder of models, as its card has it.
 * @throws ServerError `bad-setting` where there is none, or encoders of several names
 */
export async function findModelName(modelsFolder: string): Promise<string> {
  const entries = await readdir(modelsFolder).catch(() => []);
  const cards = await Promise.all(["", ...entries.sort()].map((name) => readCard(join(modelsFolder, name))));
  const names = [...new Set(cards.flatMap((card) => (card?.task === "encoder" ? String(card.name) : [])))];
  const [name] = names;
  if (name === undefined) throw new ServerError("bad-setting", `${modelsFolder} holds no encoder`);
  if (names.length > 1) {
    const message = `${modelsFolder} holds encoders ${names.join(", ")}: set WRISTPRINT_MODEL to one of them`;
    throw new ServerError("bad-setting", message);
  }
  return name;
}

/** A model's card; null where there is none, or none that can be read. */
export async function readCard(folder: string): Promise<{ task?: unknown; name?: unknown } | null> {
  try {
    return JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
  } catch {
    // No model, or none that can be read: the predictor says so of its own models.
    return null;
  }
}
