/** Networks by what a person types: an architecture's name, or a trained model's file or folder. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { SIGNALS, type Signal } from "@wristprint/core";
import type { Network } from "@wristprint/neural";
import { ARCHITECTURES, createNetwork, type ModelFile, readModelFile } from "@wristprint/recognition";
import { UsageError } from "./usage-error.js";

export interface NetworkOptions {
  readonly blockSize?: number;
  readonly signal?: Signal;
  readonly classes?: number;
}

/** An architecture as a network; by default for the blocks of the published experiments and ten users. */
export function untrainedNetwork(
  name: string,
  { blockSize = 128, signal = "velocity", classes = 10 }: NetworkOptions = {},
): Network {
  return createNetwork(name, {
    length: blockSize,
    channels: SIGNALS[signal].length,
    classes,
    output: classes > 2 ? "softmax" : "sigmoid",
  });
}

/**
 * A trained model where there is a file or folder of that name, undefined where an architecture has it.
 * @throws UsageError where there is neither, RecognitionError where the model cannot be read
 */
export function findModel(nameOrPath: string, cwd: string): ModelFile | undefined {
  const path = resolve(cwd, nameOrPath);
  if (existsSync(join(path, "trees.json"))) {
    throw new UsageError(
      `${nameOrPath}: a network expected; a detector of machines has trees, and its model.json names its features`,
    );
  }
  if (existsSync(path)) return readModelFile(oneOf(path, nameOrPath));
  if (ARCHITECTURES.some(({ name }) => name === nameOrPath)) return undefined;
  const names = ARCHITECTURES.map(({ name }) => name).join(", ");
  throw new UsageError(`${nameOrPath}: a model's file or folder expected, or one of ${names}`);
}

/** The path of a one-class model, where that is what has the name; `undefined` otherwise. */
export function findOneClass(nameOrPath: string, cwd: string): string | undefined {
  const path = resolve(cwd, nameOrPath);
  if (!existsSync(path)) return undefined;
  const stem = statSync(path).isDirectory() ? join(path, "model") : path.replace(/\.(json|safetensors)$/, "");
  return existsSync(`${stem}.safetensors`) && !existsSync(`${stem}.onnx`) ? path : undefined;
}

/** @throws UsageError for the folder of a run that has a model for each user */
function oneOf(path: string, typed: string): string {
  const several = join(path, "models");
  if (!statSync(path).isDirectory() || existsSync(join(path, "model.json")) || !existsSync(several))
    return path;
  const names = readdirSync(several).filter((name) => name.endsWith(".json"));
  throw new UsageError(`${typed}: one model expected, models/ there holds ${names.slice(0, 5).join(", ")} …`);
}

/** Whether an encoder's card stands in a folder. */
export function isEncoder(folder: string): boolean {
  const card = join(folder, "model.json");
  if (!existsSync(card)) return false;
  try {
    return (JSON.parse(readFileSync(card, "utf8")) as { task?: unknown }).task === "encoder";
  } catch (error) {
    // Whoever reads the model says what is wrong with its card.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
