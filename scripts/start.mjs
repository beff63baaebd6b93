// `npm start`: installs what is missing, builds, and runs the server with its console.
import { buildSteps, runSteps } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { runStep } from "./run-step.mjs";

process.exitCode = await start(process.argv.slice(2));

/**
 * @param {string[]} args handed on to the server, such as `--port 9000`
 * @returns {Promise<number>} the exit code
 */
async function start(args) {
  if (!(await ensureInstalled()).ok) return 1;
  const { code, failed } = await runSteps(buildSteps);
  if (failed !== null) {
    console.error(`\nnpm start stopped at the step "${failed}" (exit code ${code}).`);
    return code;
  }
  // As `wristprint serve` starts it, which says why.
  const command = [
    "--max-semi-space-size=64",
    "--v8-pool-size=1",
    "apps/server/bin/wristprint-server.mjs",
    ...args,
  ];
  console.log("\nThe console opens where the server says that it listens; Ctrl+C ends it.");
  const server = await runStep("Starting the server", process.execPath, command);
  return server.code;
}
