/** The detector of machines, from the folder of models. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Detector, loadDetector } from "@wristprint/liveness";
import type { MachineDetector } from "./live/tracks/machine-detector.js";
import { readCard } from "./model-name.js";
import { ServerError } from "./server-error.js";

/**
 * The one detector in a folder of models; `undefined` where there is none: then nothing is said about machines.
 * @throws ServerError `bad-setting` where there are several, or it cannot be read
 */
export async function findDetector(modelsFolder: string): Promise<MachineDetector | undefined> {
  const entries = await readdir(modelsFolder).catch(() => []);
  const folders = ["", ...entries.sort()].map((name) => join(modelsFolder, name));
  const cards = await Promise.all(folders.map(readCard));
  const [folder, another] = folders.filter((_, i) => cards[i]?.task === "liveness");
  if (folder === undefined) return undefined;
  if (another !== undefined) {
    throw new ServerError("bad-setting", `one detector of machines expected, found ${folder} and ${another}`);
  }
  try {
    return serveDetector(await loadDetector(folder));
  } catch (error) {
    throw new ServerError("bad-setting", (error as Error).message, { cause: error });
  }
}

/** A detector as the live side asks it: for machines, where the detector itself speaks of people. */
export function serveDetector({ card, score, decide }: Detector): MachineDetector {
  return {
    model: { name: card.name, version: card.version },
    score(track) {
      const logOdds = score(track);
      return Number.isNaN(logOdds) ? undefined : -logOdds;
    },
    explain: (track) =>
      decide(track).reasons.map(({ feature, meaning, weight }) => ({
        feature,
        text: meaning,
        weight: -weight,
      })),
  };
}
