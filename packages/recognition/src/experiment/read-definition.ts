import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { RecognitionError } from "../recognition-error.js";
import { type ExperimentDefinition, parseDefinition, withSetting } from "./definition.js";

/** How many files may build upon each other: enough for any use, and an end to a file that extends itself. */
const MOST_FILES = 8;

/**
 * Reads an experiment from a JSON file. A file may build on another: `"extends": "other.json"` takes that
 * file's settings, with its own in their place, group by group.
 * @param settings changes on top, each `key=value`
 * @throws RecognitionError `bad-definition`
 */
export function readDefinition(file: string, settings: readonly string[] = []): ExperimentDefinition {
  const value = settings.reduce(withSetting, readLayers(file, MOST_FILES));
  return parseDefinition(value, file);
}

type Fields = Record<string, unknown>;

function readLayers(file: string, filesLeft: number): Fields {
  if (filesLeft === 0)
    throw new RecognitionError("bad-definition", `${file}: extends too many files, or itself`);
  const { extends: base, ...own } = readFields(file);
  if (base === undefined) return own;
  if (typeof base !== "string") {
    throw new RecognitionError("bad-definition", `${file}: extends: a file name expected`);
  }
  return merge(readLayers(resolve(dirname(file), base), filesLeft - 1), own);
}

function readFields(file: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    throw new RecognitionError("bad-definition", `${file}: no experiment can be read from it: ${reason}`);
  }
  if (!isFields(value))
    throw new RecognitionError("bad-definition", `${file}: an object of settings expected`);
  return value;
}

function merge(base: Fields, own: Fields): Fields {
  const merged = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const below = base[key];
    merged[key] = isFields(value) && isFields(below) ? merge(below, value) : value;
  }
  return merged;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
