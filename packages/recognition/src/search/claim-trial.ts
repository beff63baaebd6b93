/** Which process works on a trial: files that are made once and never changed, so that two never claim the same. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createFile } from "./write-file.js";

/**
 * Claims a trial for this process. The n-th claim of a trial is the file `TRIAL.n`, made only where no file is and
 * after the process of the one before has ended: of many that find a dead one, one makes the next.
 * @param folder of the claims
 * @returns whether this process has it now
 */
export function claimTrial(folder: string, trial: string): boolean {
  let claims = 0;
  while (existsSync(claimFile(folder, trial, claims))) claims++;
  if (claims > 0 && holderRuns(claimFile(folder, trial, claims - 1))) return false;
  return createFile(claimFile(folder, trial, claims), ownName());
}

/** Whether a running process has claimed the trial. */
export function isClaimed(folder: string, trial: string): boolean {
  let claims = 0;
  while (existsSync(claimFile(folder, trial, claims))) claims++;
  return claims > 0 && holderRuns(claimFile(folder, trial, claims - 1));
}

/** Forgets all claims of a trial, once nobody need claim it any more. */
export function dropClaims(folder: string, trial: string): void {
  for (const name of readdirSync(folder)) {
    // Not the file that another process is about to make a claim of.
    if (name.startsWith(`${trial}.`) && !name.endsWith(".partial"))
      rmSync(join(folder, name), { force: true });
  }
}

function claimFile(folder: string, trial: string, claim: number): string {
  return join(folder, `${trial}.${claim}`);
}

function ownName(): string {
  return `${process.pid} ${startOf(process.pid) ?? "?"}`;
}

/** A number of a process comes again: after a restart, and soon in a container. When it started tells them apart. */
function holderRuns(file: string): boolean {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  const [number, start] = content.split(" ");
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid < 1) return false;
  if (start !== "?") return startOf(pid) === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a running process started, as a word; `undefined` where it does not run, or where there is no /proc
 * (proc(5): after the name in brackets come the state and, 19 fields later, the start in clock ticks since boot).
 */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // A dead process that nobody has taken notice of keeps its number.
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
