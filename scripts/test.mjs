// `npm test`: installs what is missing, builds, checks types, lint and arrows, and runs every test.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser, someTestNeedsBrowser } from "./browser.mjs";
import { buildSteps, runSteps } from "./build.mjs";
import { countTests } from "./count-tests.mjs";
import { ensureInstalled } from "./install.mjs";
import { ensurePostgresql, someTestNeedsPostgresql } from "./postgresql.mjs";
import { runPackageProgram, runStep } from "./run-step.mjs";
import { ensureVirtualDesktop, someTestNeedsVirtualDesktop } from "./virtual-desktop.mjs";

/** @typedef {{name: string, seconds: number}} Timing */

process.exitCode = await test(process.argv.slice(2));

/**
 * @param {string[]} args handed on to vitest
 * @returns {Promise<number>} the exit code
 */
async function test(args) {
  const installed = await ensureInstalled();
  /** @type {Timing[]} */
  const timings = [{ name: "install", seconds: installed.seconds }];
  if (!installed.ok) return stopAt("install", 1);

  const env = { ...process.env, ...provideBrowser(timings) };
  provideVirtualDesktop(timings);
  providePostgresql(timings);
  const checks = [
    ...buildSteps,
    { name: "types", run: () => runPackageProgram("Checking types", "tsc", ["-p", "tsconfig.check.json"]) },
    { name: "lint", run: () => runPackageProgram("Checking lint and format", "biome", ["check", "."]) },
    { name: "arrows", run: () => runStep("Checking arrows", process.execPath, ["scripts/arrows.mjs"]) },
  ];
  const { code, failed } = await runSteps(checks, (name, seconds) => timings.push({ name, seconds }));
  if (failed !== null) return stopAt(failed, code);
  return runTests(args, env, timings);
}

/**
 * @param {Timing[]} timings
 * @returns {{CHROMIUM?: string}}
 */
function provideBrowser(timings) {
  if (!someTestNeedsBrowser()) return {};
  const begun = performance.now();
  const browser = ensureBrowser();
  timings.push({ name: "browser", seconds: (performance.now() - begun) / 1000 });
  if (browser.path !== null) return { CHROMIUM: browser.path };
  console.log(`\nTests that open a page are skipped: ${browser.reason}.`);
  return { CHROMIUM: "" };
}

/** @param {Timing[]} timings */
function provideVirtualDesktop(timings) {
  if (!someTestNeedsVirtualDesktop()) return;
  const begun = performance.now();
  const reason = ensureVirtualDesktop();
  timings.push({ name: "virtual desktop", seconds: (performance.now() - begun) / 1000 });
  if (reason !== null) console.log(`\nTests that move a desktop's pointer are skipped: ${reason}.`);
}

/** @param {Timing[]} timings */
function providePostgresql(timings) {
  if (!someTestNeedsPostgresql()) return;
  const begun = performance.now();
  const reason = ensurePostgresql();
  timings.push({ name: "PostgreSQL", seconds: (performance.now() - begun) / 1000 });
  if (reason !== null) console.log(`\nTests of the store on PostgreSQL are skipped: ${reason}.`);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {Timing[]} timings
 */
async function runTests(args, env, timings) {
  const folder = mkdtempSync(join(tmpdir(), "wristprint-test-"));
  try {
    const reportFile = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
    const result = await runPackageProgram("Running tests", "vitest", ["run", ...reporters, ...args], {
      env,
    });
    timings.push({ name: "tests", seconds: result.seconds });
    console.log(`\n${describe(timings)}`);
    if (result.code !== 0) console.error("\nnpm test failed: see the tests above.");
    console.log(countTests(readReport(reportFile)));
    return result.code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // vitest writes no report when it finds no test or dies; its exit code then says that it failed.
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

/** @param {Timing[]} timings */
function describe(timings) {
  const total = timings.reduce((sum, { seconds }) => sum + seconds, 0);
  return [...timings, { name: "in all", seconds: total }]
    .map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`)
    .join(" · ");
}

/**
 * @param {string} name
 * @param {number} code
 */
function stopAt(name, code) {
  console.error(`\nnpm test stopped at the step "${name}" (exit code ${code}); no test ran.`);
  return code;
}
