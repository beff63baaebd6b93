import { spawn } from "node:child_process";
import { basename } from "node:path";
import { findMissingPackages } from "./find-missing-packages.mjs";
import { root } from "./run-step.mjs";

/**
 * Installs what the lock file names, where it is not there yet: `npm ci`, with whichever npm called us.
 * No install script runs (see .npmrc).
 *
 * @returns {Promise<{ok: boolean, seconds: number}>}
 */
export async function ensureInstalled() {
  const begun = performance.now();
  const reason = findMissingPackages(root);
  if (reason === null) return { ok: true, seconds: (performance.now() - begun) / 1000 };
  console.log(`\n== Installing packages (${reason})`);
  const { code, stderr } = await npmCi();
  if (code !== 0) console.error(`\nInstalling failed: ${explain(code, stderr)}`);
  return { ok: code === 0, seconds: (performance.now() - begun) / 1000 };
}

/** @returns {Promise<{code: number, stderr: string}>} */
function npmCi() {
  const caller = process.env.npm_execpath;
  const called = caller !== undefined && basename(caller) === "npm-cli.js";
  // NODE_ENV=production would otherwise leave out the compiler.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-progress"];
  return new Promise((resolve) => {
    const child = called
      ? spawn(process.execPath, [caller, ...args], { cwd: root, stdio: ["ignore", "inherit", "pipe"] })
      : // npm is a batch file on Windows, which only a shell can start.
        spawn("npm", args, {
          cwd: root,
          stdio: ["ignore", "inherit", "pipe"],
          shell: process.platform === "win32",
        });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
      process.stderr.write(chunk);
    });
    child.on("error", (error) => resolve({ code: 127, stderr: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, stderr }));
  });
}

/**
 * @param {number} code
 * @param {string} stderr
 */
function explain(code, stderr) {
  if (code === 127) return `npm does not start (${stderr}); it comes with Node 20 and later.`;
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/.test(stderr)) {
    return "the package registry cannot be reached; connect to the network, or set npm's registry, and run this again.";
  }
  if (/\bEUSAGE\b/.test(stderr)) {
    return "package.json and package-lock.json disagree; run `npm install` and commit the lock file.";
  }
  return `npm ci ended with code ${code}, its reason is above.`;
}
