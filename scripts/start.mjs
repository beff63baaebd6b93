// `npm start`: installs what is missing, builds, and shows the main job on demonstration data.
import { ensureInstalled } from "./install.mjs";
import { runPackageProgram, runStep } from "./run-step.mjs";

process.exitCode = await start(process.argv.slice(2));

/**
 * @param {string[]} args handed on to `wristprint demo`
 * @returns {Promise<number>} the exit code
 */
async function start(args) {
  if (!(await ensureInstalled()).ok) return 1;
  const build = await runPackageProgram("Building", "tsc", ["-b"]);
  if (build.code !== 0) {
    console.error("\nnpm start stopped: the build failed.");
    return build.code;
  }
  const script = await runStep("Building the browser script", process.execPath, [
    "scripts/build-capture.mjs",
  ]);
  if (script.code !== 0) {
    console.error("\nnpm start stopped: the browser script could not be built.");
    return script.code;
  }
  const title = ["wristprint demo", ...args].join(" ");
  const command = ["apps/cli/bin/wristprint.mjs", "demo", ...args];
  const demo = await runStep(title, process.execPath, command, { stdin: "inherit" });
  return demo.code;
}
