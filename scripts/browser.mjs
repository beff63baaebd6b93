import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./run-step.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Finds a Chromium for the tests that open pages, and installs Debian's where it may.
 * Tests get its path in the environment variable CHROMIUM, and skip with a reason where that is empty.
 *
 * @returns {{path: string} | {path: null, reason: string}}
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return { path: found };
  if (process.getuid?.() === 0 && findProgram("apt-get") !== null) {
    console.log("\n== Installing Chromium (Debian's package)");
    installDebianChromium();
    const installed = findBrowser();
    if (installed !== null) return { path: installed };
    return { path: null, reason: "apt-get could not install the package chromium" };
  }
  return {
    path: null,
    reason: "no Chromium found; install one (Debian: apt-get install chromium) or set CHROMIUM to its path",
  };
}

/** Whether any test of ours asks for a browser: it then reads CHROMIUM. */
export function someTestNeedsBrowser() {
  return ["packages", "apps"].some((rooms) =>
    readdirSync(join(root, rooms)).some((room) => {
      const source = join(root, rooms, room, "src");
      return listTests(source).some((file) => readFileSync(file, "utf8").includes("CHROMIUM"));
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

/** @returns {string | null} */
function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named) return isExecutable(named) ? named : findProgram(named);
  return names.map(findProgram).find((path) => path !== null) ?? null;
}

/**
 * @param {string} name
 * @returns {string | null}
 */
function findProgram(name) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installDebianChromium() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  const install = ["install", "-y", "-q", "--no-install-recommends", "chromium"];
  // A bare machine has no package lists yet, or old ones.
  if (!apt(...install)) apt("update", "-q") && apt(...install);
}
