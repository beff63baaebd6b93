/** Reads fields of a parsed JSON document, and says by path what was expected where something else stands. */
import { TreesError } from "../errors.js";

export type JsonObject = Readonly<Record<string, unknown>>;

export function wrong(path: string, expected: string, found: unknown): TreesError {
  const text = found === undefined ? "nothing" : JSON.stringify(found);
  return new TreesError("json", `${path}: expected ${expected}, and found ${text.slice(0, 60)}`);
}

export function objectAt(parent: JsonObject, key: string, path: string): JsonObject {
  const value = parent[key];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw wrong(`${path}.${key}`, "an object", value);
}

export function arrayAt(parent: JsonObject, key: string, path: string): readonly unknown[] {
  const value = parent[key];
  if (Array.isArray(value)) return value;
  throw wrong(`${path}.${key}`, "an array", value);
}

export function textAt(parent: JsonObject, key: string, path: string): string {
  const value = parent[key];
  if (typeof value === "string") return value;
  throw wrong(`${path}.${key}`, "a string", value);
}

/** XGBoost writes the numbers of its parameters as strings; some versions put them into brackets. */
export function parameterAt(parent: JsonObject, key: string, path: string, absent?: number): number {
  const value = parent[key];
  if (value === undefined && absent !== undefined) return absent;
  const text = typeof value === "string" ? value.replace(/^\[(.*)\]$/, "$1").trim() : "";
  const number = text === "" ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw wrong(`${path}.${key}`, "a number in a string", value);
}

export function countAt(parent: JsonObject, key: string, path: string, absent?: number): number {
  const value = parameterAt(parent, key, path, absent);
  if (Number.isInteger(value) && value >= 0) return value;
  throw wrong(`${path}.${key}`, "a whole number, 0 or more", parent[key]);
}

/** `length` finite numbers; `true` and `false` count as 1 and 0, as early versions write them. */
export function numbersAt(parent: JsonObject, key: string, path: string, length: number): number[] {
  const values = arrayAt(parent, key, path);
  if (values.length !== length)
    throw wrong(`${path}.${key}`, `${length} numbers`, `${values.length} of them`);
  return values.map((value, index) => {
    const number = typeof value === "boolean" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw wrong(`${path}.${key}[${index}]`, "a number", value);
  });
}
