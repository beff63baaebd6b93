import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installDebianPackages, mayInstallDebianPackages } from "./debian-packages.mjs";
import { findProgram } from "./find-program.mjs";
import { someTestMentions } from "./find-tests.mjs";

/** Debian keeps these outside of PATH, in a folder for each version. */
const programs = ["initdb", "postgres", "psql"];
const debian = "/usr/lib/postgresql";

/**
 * Finds PostgreSQL's programs for the tests that run one of their own, and installs Debian's where it may. The tests
 * themselves look for them, and skip with a reason.
 *
 * @returns {string | null} why there is no PostgreSQL
 */
export function ensurePostgresql() {
  if (isThere()) return null;
  if (!mayInstallDebianPackages()) {
    return "no initdb, postgres and psql found; install them (Debian: apt-get install postgresql)";
  }
  console.log("\n== Installing PostgreSQL (Debian's package)");
  installDebianPackages(["postgresql"]);
  return isThere() ? null : "apt-get could not install the package postgresql";
}

/** Whether any test of ours asks for a PostgreSQL. */
export function someTestNeedsPostgresql() {
  return someTestMentions("whyNoPostgresql");
}

function isThere() {
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const complete = (/** @type {string} */ version) =>
    programs.every((name) => existsSync(join(debian, version, "bin", name)));
  return versions.some(complete) || programs.every((name) => findProgram(name) !== null);
}
