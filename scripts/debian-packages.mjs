import { spawnSync } from "node:child_process";
import { findProgram } from "./find-program.mjs";

/** Whether Debian's packages can be installed here: as root, where apt-get is. */
export function mayInstallDebianPackages() {
  return process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/** @param {string[]} names */
export function installDebianPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  const install = ["install", "-y", "-q", "--no-install-recommends", ...names];
  // A bare machine has no package lists yet, or old ones.
  if (!apt(...install)) apt("update", "-q") && apt(...install);
}
