import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { RecognitionError } from "../recognition-error.js";

/**
 * Takes a lock that one process at a time can hold. It is void once its process has ended, so that a killed
 * one leaves nothing to clear away.
 * @param what that is locked, for the message
 * @returns lets the lock go
 * @throws RecognitionError `run-folder` where a running process, or this one, holds it
 */
export function lockFile(file: string, what: string): () => void {
  const own = `${process.pid} ${performance.timeOrigin}`;
  for (;;) {
    try {
      writeFileSync(file, own, { flag: "wx" });
      return () => {
        if (contentOf(file) === own) rmSync(file);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const held = contentOf(file);
    const holder = Number(held?.split(" ")[0]);
    // A number may come again after a restart, above all in a container; the time of the start tells.
    if (holder === process.pid ? held === own : isRunning(holder)) {
      const who = holder === process.pid ? "this process" : `process ${holder}`;
      throw new RecognitionError(
        "run-folder",
        `${what}: ${who} is writing this run; if it is not, remove ${file}`,
      );
    }
    rmSync(file, { force: true });
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
