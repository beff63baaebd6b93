import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expandProtocol, withoutProtocol } from "../protocols/expand-protocol.js";
import { RecognitionError } from "../recognition-error.js";
import { type ExperimentDefinition, isSettings, parseDefinition, withSetting } from "./definition.js";

/** How many files may build upon each other: enough for any use, and an end to a file that extends itself. */
const MOST_FILES = 8;

/**
 * Reads an experiment from a JSON file. A file may build on another: `"extends": "other.json"` takes that
 * file's settings, with its own in their place, group by group; `null` takes a setting out (RFC 7396). A `protocol` takes the place of
 * the split of the file below.
 * @param settings changes on top, each `key=value`
 * @throws RecognitionError `bad-definition`
 */
export function readDefinition(file: string, settings: readonly string[] = []): ExperimentDefinition {
  return parseDefinition(readSettings(file, settings), file);
}

/** What the file and those it extends say, with the changes on top, unchecked. */
export function readSettings(file: string, settings: readonly string[] = []): Record<string, unknown> {
  return settings.reduce((value, text) => onTop(value, text, file), readLayers(file, MOST_FILES));
}

/** A protocol takes the place of whatever decided the split before. */
function onTop(value: Fields, text: string, file: string): Fields {
  const changed = withSetting(value, text);
  return Object.hasOwn(changed, "protocol") ? expandProtocol(withoutProtocol(changed), file) : changed;
}

type Fields = Record<string, unknown>;

function readLayers(file: string, filesLeft: number): Fields {
  if (filesLeft === 0)
    throw new RecognitionError("bad-definition", `${file}: extends too many files, or itself`);
  const fields = readFields(file);
  const { extends: base, ...own } = expandProtocol(fields, file);
  if (base === undefined) return merge({}, own);
  if (typeof base !== "string") {
    throw new RecognitionError("bad-definition", `${file}: extends: a file name expected`);
  }
  const below = readLayers(resolve(dirname(file), base), filesLeft - 1);
  return merge(Object.hasOwn(fields, "protocol") ? withoutProtocol(below) : below, own);
}

function readFields(file: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    throw new RecognitionError("bad-definition", `${file}: no experiment can be read from it: ${reason}`);
  }
  if (!isSettings(value))
    throw new RecognitionError("bad-definition", `${file}: an object of settings expected`);
  return value;
}

/** A key such as `__proto__` stays a setting like any other, which the check then does not know. */
function merge(base: Fields, own: Fields): Fields {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(own)) {
    const below = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isSettings(value) ? merge(isSettings(below) ? below : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
