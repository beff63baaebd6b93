import { installDebianPackages, mayInstallDebianPackages } from "./debian-packages.mjs";
import { findProgram } from "./find-program.mjs";
import { someTestMentions } from "./find-tests.mjs";

const programs = ["Xvfb", "xdotool"];

/** The programs, and the libraries with which uiohook-napi reads an X server's pointer. */
const packages = ["xvfb", "xdotool", "libxtst6", "libxrandr2", "libxt6"];

/**
 * Finds the programs for the tests that move a desktop's pointer, and installs Debian's where it may. The tests
 * themselves look for them in PATH, and skip with a reason.
 *
 * @returns {string | null} why there is no virtual desktop
 */
export function ensureVirtualDesktop() {
  if (process.platform !== "linux") return "Xvfb and xdotool drive a desktop on Linux alone";
  if (missing().length === 0) return null;
  if (!mayInstallDebianPackages()) {
    return `no ${missing().join(" and no ")} found; install them (Debian: apt-get install ${packages.join(" ")})`;
  }
  console.log("\n== Installing Xvfb and xdotool (Debian's packages)");
  installDebianPackages(packages);
  return missing().length === 0 ? null : `apt-get could not install ${packages.join(" ")}`;
}

/** Whether any test of ours asks for a virtual desktop. */
export function someTestNeedsVirtualDesktop() {
  return someTestMentions("whyNoVirtualDesktop");
}

function missing() {
  return programs.filter((name) => findProgram(name) === null);
}
