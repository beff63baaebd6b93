/** What processes take of the machine, from Linux's `/proc`; elsewhere nothing is known. */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";

export interface ProcessUsage {
  /** CPU time since the process began, seconds. */
  readonly cpuS: number;
  readonly rssMiB: number;
}

/** Linux gives CPU time in these, whatever the kernel counts in (proc(5), `sysconf(_SC_CLK_TCK)`). */
const TICKS_PER_S = 100;

/** `undefined` where the process is gone, or this is no Linux. */
export function readUsage(pid: number): ProcessUsage | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`) ?? "")?.[1];
  if (stat === undefined || resident === undefined) return undefined;
  // The name, in brackets, may hold spaces; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { cpuS: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S, rssMiB: Number(resident) / 1024 };
}

/** The processes that a process started and that still run. */
export function childrenOf(pid: number): number[] {
  const children = readText(`/proc/${pid}/task/${pid}/children`) ?? "";
  return children.split(" ").filter(Boolean).map(Number);
}

/** CPU time that all of the machine's cores spent at work since it started, seconds; others' work included. */
export function machineBusyS(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
