import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDefinition, readEncoderDefinition } from "@wristprint/recognition";
import { ownVersion } from "../own-version.js";
import { REPOSITORY_ROOT } from "../repository-root.js";

export interface CommandParts {
  readonly words: readonly string[];
  /** The experiment, with everything filled in. */
  readonly definition?: string;
  /** Identities of commands whose results it reads. */
  readonly needed?: readonly string[];
}

/** A digest of what a command's result hangs on: with another one, a result that was kept is not its own. */
export function commandIdentity({ words, definition = "", needed = [] }: CommandParts): string {
  const models = [...words, definition].flatMap((text) => text.match(/\bmodels\/[\w-]+/g) ?? []);
  const cards = [...new Set(models)].map((model) => cardOf(join(REPOSITORY_ROOT, model, "model.json")));
  const parts = JSON.stringify([ownVersion(), words, definition, needed, cards]);
  return createHash("sha256").update(parts).digest("hex");
}

function cardOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** The experiment of a file with the changes that a command's `--set` make, as text. */
export function definitionText(file: string, words: readonly string[]): string {
  return JSON.stringify(readDefinition(file, settingsOf(words)));
}

/** As `definitionText`, of an encoder's. */
export function encoderText(file: string, words: readonly string[]): string {
  return JSON.stringify(readEncoderDefinition(file, settingsOf(words)));
}

function settingsOf(words: readonly string[]): string[] {
  return words.filter((_, at) => words[at - 1] === "--set");
}
