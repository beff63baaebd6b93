import { machineBusyS, type ProcessUsage, readUsage } from "./process-usage.js";

export interface Sample {
  /** Seconds since watching began. */
  readonly atS: number;
  readonly machineBusyS: number;
  readonly usage: ReadonlyMap<string, ProcessUsage>;
}

export interface ProcessWatch {
  readonly samples: readonly Sample[];
  /** Takes a last sample. Once stopped, it stays so. */
  stop(): void;
}

/** Notes what processes take, now and every `everyMs`. */
export function watchProcesses(
  pids: ReadonlyMap<string, number>,
  everyMs: number,
  onSample: (sample: Sample) => void = () => {},
): ProcessWatch {
  const began = performance.now();
  const samples: Sample[] = [];
  let stopped = false;
  const take = () => {
    const usage = new Map(
      [...pids].flatMap(([name, pid]) => {
        const found = readUsage(pid);
        return found === undefined ? [] : [[name, found] as const];
      }),
    );
    const sample = { atS: (performance.now() - began) / 1000, machineBusyS: machineBusyS(), usage };
    samples.push(sample);
    onSample(sample);
  };
  take();
  const timer = setInterval(take, everyMs);
  return {
    samples,
    stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      take();
    },
  };
}

/** Cores that a process used on average; `undefined` where it is not known. */
export function coresUsed(samples: readonly Sample[], name: string): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  const [from, to] = [first?.usage.get(name), last?.usage.get(name)];
  if (!first || !last || !from || !to || last.atS === first.atS) return undefined;
  return (to.cpuS - from.cpuS) / (last.atS - first.atS);
}

/** Cores of the machine that were at work, for whomever. */
export function coresBusy(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atS === first.atS) return Number.NaN;
  return (last.machineBusyS - first.machineBusyS) / (last.atS - first.atS);
}

/** MiB an hour by which a process's memory grew: the line of least squares through the later half of the samples. */
export function growthPerHour(samples: readonly Sample[], name: string): number | undefined {
  const later = samples.slice(Math.floor(samples.length / 2)).flatMap(({ atS, usage }) => {
    const found = usage.get(name);
    return found === undefined ? [] : [{ x: atS / 3600, y: found.rssMiB }];
  });
  if (later.length < 3) return undefined;
  const meanX = later.reduce((sum, { x }) => sum + x, 0) / later.length;
  const meanY = later.reduce((sum, { y }) => sum + y, 0) / later.length;
  const spread = later.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return later.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
