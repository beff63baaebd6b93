import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{version?: string, link?: boolean, optional?: boolean, peer?: boolean}} LockedPackage
 * @typedef {{packages: Record<string, LockedPackage>}} LockFile
 */

/**
 * Says why the packages must be installed, or null where they are all there.
 *
 * It compares the lock file with the list that npm itself keeps of what it installed
 * (`node_modules/.package-lock.json`, written last, so an install that was cut short leaves none).
 * Optional packages may be absent, since most are for other platforms, but never of another version.
 *
 * @param {string} folder the root of the checkout
 * @returns {string | null}
 */
export function findMissingPackages(folder) {
  const installedFile = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return "no packages are installed";
  const wanted = readLock(join(folder, "package-lock.json"));
  const installed = readLock(installedFile);
  for (const [path, { version, link, optional }] of Object.entries(wanted)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const there = installed[path];
    if (there === undefined) {
      if (optional) continue;
      return `${name} is not installed`;
    }
    if (!link && there.version !== version)
      return `${name} is ${there.version}, the lock file wants ${version}`;
    if (!existsSync(join(folder, path))) return `${name} is gone from node_modules`;
  }
  return null;
}

/** @param {string} file */
function readLock(file) {
  /** @type {LockFile} */
  const lock = JSON.parse(readFileSync(file, "utf8"));
  return lock.packages;
}
