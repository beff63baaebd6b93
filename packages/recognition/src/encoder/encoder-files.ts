/** An encoder's folder: card, model and cohort. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeTensorFile, encodeTensorFile } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import { type EncoderCard, parseEncoderCard } from "./encoder-card.js";

export const CARD_FILE = "model.json";
export const MODEL_FILE = "model.onnx";
export const COHORT_FILE = "cohort.safetensors";

export interface EncoderFiles {
  readonly card: EncoderCard;
  readonly onnx: Uint8Array;
  /** Mean signatures of the people whom scores are normalised by, [n, signatureSize]. */
  readonly cohort: Float32Array;
}

/** The folder's files by name. */
export function encodeEncoderFiles({ card, onnx, cohort }: EncoderFiles): Map<string, string | Uint8Array> {
  const shape = [cohort.length / card.signatureSize, card.signatureSize];
  const tensors = new Map([["cohort", { shape, data: cohort }]]);
  return new Map<string, string | Uint8Array>([
    [CARD_FILE, `${JSON.stringify(card, null, 2)}\n`],
    [MODEL_FILE, onnx],
    [COHORT_FILE, encodeTensorFile({ tensors, state: { encoder: card.name, version: card.version } })],
  ]);
}

/** @throws RecognitionError `bad-model` that names the file that is missing or wrong */
export async function readEncoderFiles(folder: string): Promise<EncoderFiles> {
  const card = parseEncoderCard(await readJson(join(folder, CARD_FILE)), join(folder, CARD_FILE));
  const onnx = await readBytes(join(folder, MODEL_FILE));
  const file = join(folder, COHORT_FILE);
  const cohort = decode(await readBytes(file), file);
  const { shape, data } = cohort;
  const { signatureSize, comparison } = card;
  if (shape.length !== 2 || shape[1] !== signatureSize || (shape[0] as number) < comparison.nearest) {
    const expected = `at least ${comparison.nearest} signatures of ${signatureSize} numbers`;
    throw new RecognitionError("bad-model", `${file}: ${expected} expected, got [${shape.join(", ")}]`);
  }
  return { card, onnx, cohort: data };
}

function decode(bytes: Uint8Array, file: string) {
  let reason = "no tensor `cohort`";
  try {
    const cohort = decodeTensorFile(bytes).tensors.get("cohort");
    if (cohort) return cohort;
  } catch (error) {
    reason = firstLine(error);
  }
  throw new RecognitionError("bad-model", `${file}: no cohort can be read from it: ${reason}`);
}

async function readJson(file: string): Promise<unknown> {
  const bytes = await readBytes(file);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new RecognitionError("bad-model", `${file}: no card can be read from it: ${firstLine(error)}`);
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new RecognitionError("bad-model", `${file}: a file of an encoder expected: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] as string;
}
