/** Options that check their value and say, by their own name, what was expected. */
import { PROVIDERS } from "@wristprint/neural";
import { Option } from "commander";
import { UsageError } from "./usage-error.js";

/** An option for a whole number, `least` or more. */
export function wholeNumberOption(flags: string, description: string, least = 1): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => parseWholeNumber(option.long ?? flags, text, least));
}

/** An option for a number above zero. */
export function positiveNumberOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => {
    const value = parseDecimal(text);
    if (value > 0) return value;
    throw new UsageError(`${option.long}: a number above 0 expected, got "${text}"`);
  });
}

/** An option for one of the words; help lists them. */
export function choiceOption(flags: string, description: string, words: readonly string[]): Option {
  const option = new Option(flags, description).choices(words);
  return option.argParser((text) => {
    if (words.includes(text)) return text;
    throw new UsageError(`${option.long}: one of ${words.join(", ")} expected, got "${text}"`);
  });
}

/** The option of commands that run networks. */
export function deviceOption(): Option {
  return choiceOption(
    "--device <name>",
    "where networks compute; default: cpu, the one that is tested",
    PROVIDERS,
  );
}

/** An option that may be given more than once; its values are gathered in a list. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text, before: string[] | undefined) => [
    ...(before ?? []),
    text,
  ]);
}

/** @throws UsageError that names the option */
export function parseWholeNumber(name: string, text: string, least: number): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${name}: a whole number of at least ${least} expected, got "${text}"`);
}

/** @throws UsageError that names the option */
export function parseShare(name: string, text: string): number {
  const value = parseDecimal(text);
  if (value > 0 && value < 1) return value;
  throw new UsageError(`${name}: a number between 0 and 1 expected, got "${text}"`);
}

/** A seed is a whole number where it looks like one, and a word otherwise. */
export function parseSeed(text: string): number | string {
  if (text === "") throw new UsageError('--seed: a whole number or a word expected, got ""');
  const value = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(value) ? value : text;
}

/** NaN for what is no plain decimal number. */
function parseDecimal(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
