import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { GeneratorMessage, GeneratorResult, GeneratorTask } from "./generator-messages.js";

export interface Generator {
  readonly pid: number;
  /** When every session has begun. */
  readonly allBegun: Promise<void>;
  readonly result: Promise<GeneratorResult>;
  stop(): void;
}

export function startGenerator(
  task: GeneratorTask,
  onProgress: (progress: Extract<GeneratorMessage, { kind: "progress" }>) => void,
): Generator {
  const child = fork(fileURLToPath(new URL("./generator.js", import.meta.url)), { execArgv: [] });
  let begun = () => {};
  const allBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const result = new Promise<GeneratorResult>((resolve, reject) => {
    child.on("message", (message: GeneratorMessage) => {
      if (message.kind === "progress") onProgress(message);
      else if (message.kind === "all-begun") begun();
      else if (message.kind === "done") resolve(message.result);
      else reject(new Error(`the generator failed: ${message.reason}`));
    });
    child.once("exit", (code, signal) => reject(new Error(`the generator ended: ${signal ?? code}`)));
  });
  child.send(task);
  return { pid: child.pid ?? 0, allBegun, result, stop: () => child.kill("SIGKILL") };
}
