import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The root of the checkout, wherever the command was called from. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @typedef {object} StepResult
 * @property {number} code the child's exit code; 128 + n where signal n ended it, 127 where it could not start
 * @property {number} seconds
 */

/**
 * Runs one program of a set-up in the root, with its output on ours, and hands signals on to it.
 *
 * @param {string} title what the step does, printed before it starts
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, stdin?: "inherit" | "ignore"}} [options]
 * @returns {Promise<StepResult>}
 */
export function runStep(title, program, args, { env = process.env, stdin = "ignore" } = {}) {
  console.log(`\n== ${title}`);
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: [stdin, "inherit", "inherit"] });
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => child.kill(signal);
    /** @type {NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, handOn);
    /** @param {number} code */
    const end = (code) => {
      for (const signal of signals) process.off(signal, handOn);
      resolve({ code, seconds: (performance.now() - begun) / 1000 });
    };
    child.on("error", (error) => {
      console.error(`${program} does not start: ${error.message}`);
      end(127);
    });
    child.on("close", (code, signal) => end(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
  });
}

/**
 * Runs a program that a package of ours brings, under this Node, without a shell.
 *
 * @param {string} title
 * @param {keyof typeof programs} name
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv}} [options]
 */
export function runPackageProgram(title, name, args, options) {
  return runStep(title, process.execPath, [programs[name], ...args], options);
}

const programs = {
  tsc: "node_modules/typescript/bin/tsc",
  biome: "node_modules/@biomejs/biome/bin/biome",
  vitest: "node_modules/vitest/vitest.mjs",
};
