// Builds every room, the browser script and the console: `npm run build`, and a part of `npm start` and `npm test`.
import { pathToFileURL } from "node:url";
import { runPackageProgram, runStep } from "./run-step.mjs";

/**
 * What a build is made of, in order.
 *
 * @type {readonly {name: string, run: () => Promise<import("./run-step.mjs").StepResult>}[]}
 */
export const buildSteps = [
  { name: "build", run: () => runPackageProgram("Building", "tsc", ["-b"]) },
  { name: "script", run: () => runScript("Building the browser script", "scripts/build-capture.mjs") },
  { name: "console", run: () => runScript("Building the console", "scripts/build-web.mjs") },
];

/**
 * Runs steps up to the first that fails.
 *
 * @param {typeof buildSteps} steps
 * @param {(name: string, seconds: number) => void} [onStep] told of each step that ran
 * @returns {Promise<{code: number, failed: string | null}>} the exit code, and which step it comes from
 */
export async function runSteps(steps, onStep = () => {}) {
  for (const { name, run } of steps) {
    const { code, seconds } = await run();
    onStep(name, seconds);
    if (code !== 0) return { code, failed: name };
  }
  return { code: 0, failed: null };
}

/**
 * @param {string} title
 * @param {string} file
 */
function runScript(title, file) {
  return runStep(title, process.execPath, [file]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = (await runSteps(buildSteps)).code;
}
