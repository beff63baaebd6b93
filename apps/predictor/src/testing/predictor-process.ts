/** The built predictor as people run it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { PROGRAM, temporaryFolder } from "./predictor-program.mjs";

export { PROGRAM, temporaryFolder };

const BUILD = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

export interface PredictorProcess {
  readonly child: ChildProcess;
  readonly address: string;
  readonly stderr: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a predictor with these words, and waits until it listens; rejects with what it wrote when it ends before. */
export function startPredictor(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<PredictorProcess> {
  if (!existsSync(BUILD)) throw new Error(`${BUILD} is missing: run \`npm run build\` before the tests`);
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: { ...process.env, WRISTPRINT_PREDICTOR_TOKEN: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended: PredictorProcess["ended"] = new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.stdout.setEncoding("utf8").once("data", (text: string) => {
      const { address } = JSON.parse(text) as { address: string };
      resolve({ child, address, stderr: () => stderr, ended });
    });
    ended.then(({ code }) => reject(new Error(`ended with code ${code}: ${stderr}`)));
  });
}

/** Numbers in a block of the encoders that tests write. */
export const BLOCK = 128 * 2;

/** `count` blocks of velocities, drawn from a seed. */
export function drawBlocks(seed: string | number, count: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * BLOCK }, () => 400 * random.normal());
}
