/** What a test must know of processes that it did not start itself; from Linux's /proc. */
import { readdirSync, readFileSync } from "node:fs";

interface ProcessState {
  readonly parent: number;
  readonly ended: boolean;
}

/** Of a process of that id; `undefined` where there is none. */
function stateOf(pid: number): ProcessState | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // "PID (NAME) STATE PARENT …", and the name may hold anything.
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(parent), ended: state === "Z" || state === "X" };
}

/** The children of a process that run; none where there is no /proc. */
export function childrenOf(pid: number): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((one) => stateOf(one)?.parent === pid && isRunning(one));
}

/** A process that ended and whose parent has not asked how does not run. */
export function isRunning(pid: number): boolean {
  return stateOf(pid)?.ended === false;
}
