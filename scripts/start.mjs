// `npm start`: installs what is missing, builds, and runs the server with its console.
import { ensureInstalled } from "./install.mjs";
import { runPackageProgram, runStep } from "./run-step.mjs";

process.exitCode = await start(process.argv.slice(2));

/**
 * @param {string[]} args handed on to the server, such as `--port 9000`
 * @returns {Promise<number>} the exit code
 */
async function start(args) {
  if (!(await ensureInstalled()).ok) return 1;
  const build = await runPackageProgram("Building", "tsc", ["-b"]);
  if (build.code !== 0) return stop("the build failed", build.code);
  for (const [title, file] of [
    ["Building the browser script", "scripts/build-capture.mjs"],
    ["Building the console", "scripts/build-web.mjs"],
  ]) {
    const step = await runStep(title, process.execPath, [file]);
    if (step.code !== 0) return stop(`${file} failed`, step.code);
  }
  const command = ["apps/server/bin/wristprint-server.mjs", ...args];
  console.log("\nThe console opens where the server says that it listens; Ctrl+C ends it.");
  const server = await runStep("Starting the server", process.execPath, command);
  return server.code;
}

/**
 * @param {string} why
 * @param {number} code
 */
function stop(why, code) {
  console.error(`\nnpm start stopped: ${why}.`);
  return code;
}
