import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run-step.mjs";

/**
 * Whether any room's test mentions the word: a test that needs a program says its name.
 *
 * @param {string} word
 */
export function someTestMentions(word) {
  return ["packages", "apps"].some((rooms) =>
    readdirSync(join(root, rooms)).some((room) => {
      const source = join(root, rooms, room, "src");
      return listTests(source).some((file) => readFileSync(file, "utf8").includes(word));
    }),
  );
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listTests(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(folder, name));
  } catch {
    // A room without sources has no tests.
    return [];
  }
}
