import { installDebianPackages, mayInstallDebianPackages } from "./debian-packages.mjs";
import { findProgram, isExecutable } from "./find-program.mjs";
import { someTestMentions } from "./find-tests.mjs";

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
  if (mayInstallDebianPackages()) {
    console.log("\n== Installing Chromium (Debian's package)");
    installDebianPackages(["chromium"]);
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
  return someTestMentions("CHROMIUM");
}

/** @returns {string | null} */
function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named) return isExecutable(named) ? named : findProgram(named);
  return names.map(findProgram).find((path) => path !== null) ?? null;
}
