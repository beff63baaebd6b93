import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RecognitionError } from "../recognition-error.js";
import {
  CARD_FILE,
  COHORT_FILE,
  type EncoderFiles,
  encodeEncoderFiles,
  MODEL_FILE,
} from "./encoder-files.js";

/** A drawing of how well its log-likelihood ratios mean what they say; nothing reads it. */
const CALIBRATION_PLOT = "calibration.svg";

const OWN = new Set([CARD_FILE, MODEL_FILE, COHORT_FILE, CALIBRATION_PLOT]);

/**
 * Refuses a folder that holds anything but an encoder, which may be replaced.
 * @throws RecognitionError `bad-input`
 */
export async function requireEncoderFolder(folder: string): Promise<void> {
  const other = (await namesIn(folder)).find((name) => !OWN.has(name));
  if (other !== undefined) {
    throw new RecognitionError(
      "bad-input",
      `${folder}: a new folder or an encoder's expected, it holds ${other}`,
    );
  }
}

/**
 * Writes the files beside the folder and renames them into place, so that it is whole or as it was.
 * @param calibrationPlot an SVG to lie beside them
 */
export async function writeEncoderFolder(
  folder: string,
  files: EncoderFiles,
  calibrationPlot?: string,
): Promise<string[]> {
  await requireEncoderFolder(folder);
  const working = `${folder}.new`;
  await rm(working, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(working);
  const encoded = encodeEncoderFiles(files);
  if (calibrationPlot !== undefined) encoded.set(CALIBRATION_PLOT, calibrationPlot);
  for (const [name, content] of encoded) await writeFile(join(working, name), content);
  await rm(folder, { recursive: true, force: true });
  await rename(working, folder);
  return [...encoded.keys()];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") return [folder];
    throw error;
  }
}
