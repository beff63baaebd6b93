import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/small-data.js";
import { UsageError } from "../usage-error.js";
import { createSessionFile } from "./session-file.js";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it("has its name only when it is whole, and its lines on the disk before", () => {
  const path = join(folder.path, "new", "ann", "session.csv");
  const file = createSessionFile(path);
  file.append("a\n");
  file.append("é\n");
  const [part = ""] = readdirSync(join(folder.path, "new", "ann"));
  expect(part).toMatch(/^session\.csv\.\d+\.part$/);
  expect(readFileSync(join(folder.path, "new", "ann", part), "utf8")).toBe("a\né\n");
  file.keep();
  expect(readdirSync(join(folder.path, "new", "ann"))).toEqual(["session.csv"]);
  expect(readFileSync(path, "utf8")).toBe("a\né\n");
});

it("takes no other file's place", () => {
  const path = join(folder.path, "precious.csv");
  writeFileSync(path, "years of work");
  expect(() => createSessionFile(path)).toThrow(UsageError);
  expect(readFileSync(path, "utf8")).toBe("years of work");
  expect(readdirSync(folder.path)).toEqual(["precious.csv"]);
});

it("leaves nothing when it is discarded but folders that were there or are used", () => {
  createSessionFile(join(folder.path, "a", "b", "session.csv")).discard();
  expect(readdirSync(folder.path)).toEqual([]);
  const file = createSessionFile(join(folder.path, "a", "b", "session.csv"));
  writeFileSync(join(folder.path, "a", "note.txt"), "mine");
  file.discard();
  expect(readdirSync(join(folder.path, "a"))).toEqual(["note.txt"]);
  expect(existsSync(folder.path)).toBe(true);
});
