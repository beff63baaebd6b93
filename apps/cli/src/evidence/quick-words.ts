/** `experiments/evidence/quick.json`: what makes the commands of the index short enough to try them all. */
import { readFileSync } from "node:fs";
import { UsageError } from "../usage-error.js";

export interface QuickRule {
  /** Of which commands, from the word after `wristprint` on; `*` stands for anything. The first rule that fits counts. */
  readonly command: string;
  /** Put behind the command's own words. */
  readonly words: readonly string[];
}

/**
 * Reads the rules.
 * @throws UsageError
 */
export function readQuickRules(file: string): QuickRule[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(
      `${file}: a list of rules expected: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (Array.isArray(value) && value.every(isRule)) return value;
  throw new UsageError(`${file}: a list expected of {"command": "…", "words": ["…"]}`);
}

function isRule(value: unknown): value is QuickRule {
  const { command, words, ...others } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof command === "string" &&
    Array.isArray(words) &&
    words.every((word) => typeof word === "string") &&
    Object.keys(others).length === 0
  );
}

/** What the first rule that fits adds; nothing where none does. */
export function quickWords(words: readonly string[], rules: readonly QuickRule[]): readonly string[] {
  const command = words.join(" ");
  return rules.find((rule) => pattern(rule.command).test(command))?.words ?? [];
}

function pattern(command: string): RegExp {
  const parts = command.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
