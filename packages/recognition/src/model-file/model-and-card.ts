/** A model's file and the card beside it: two files of one name, with the model's ending and `.json`. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { RecognitionError } from "../recognition-error.js";

export interface ModelAndCard<Card> {
  /** The model's own path, and its card's. */
  readonly path: string;
  readonly cardPath: string;
  readonly card: Card;
  readonly model: Uint8Array;
  /** Of the model's bytes, in hexadecimal. */
  readonly sha256: string;
}

const CARD = ".json";

/**
 * Reads both files.
 * @param path either of them, or the folder where they are `model.ENDING` and `model.json`
 * @param ending the model's: `.onnx`
 * @throws RecognitionError `bad-model` that names the file
 */
export function readModelAndCard<Card>(
  path: string,
  schema: z.ZodType<Card>,
  ending = ".onnx",
): ModelAndCard<Card> {
  const stem = stemOf(path, ending);
  const [modelPath, cardPath] = [`${stem}${ending}`, `${stem}${CARD}`];
  const card = readCard(cardPath, schema);
  const model = readBytes(modelPath);
  const sha256 = createHash("sha256").update(model).digest("hex");
  return { path: modelPath, cardPath, card, model, sha256 };
}

/** The path of both files without their endings. */
function stemOf(path: string, ending: string): string {
  if (existsSync(path) && statSync(path).isDirectory()) return join(path, "model");
  const own = [ending, CARD].find((one) => path.endsWith(one));
  if (own !== undefined) return path.slice(0, -own.length);
  throw new RecognitionError("bad-model", `${path}: a model's folder, ${ending} or ${CARD} file expected`);
}

function readCard<Card>(path: string, schema: z.ZodType<Card>): Card {
  const text = new TextDecoder().decode(readBytes(path));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RecognitionError("bad-model", `${path}: no card can be read from it: ${firstLine(error)}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join(".") || "the card";
  throw new RecognitionError("bad-model", `${path}: ${place}: ${issue?.message}`);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new RecognitionError("bad-model", `${path}: a model's file expected: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] as string;
}
