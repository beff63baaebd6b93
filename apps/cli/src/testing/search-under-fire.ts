/** A search whose processes are killed, and what must hold of it all the while. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/wristprint.mjs", import.meta.url));

/** Writes a search of three times so many small trials, of some tenths of a second each. */
export function writeSmallSearch(file: string, name: string, rates: number): void {
  const search = {
    name,
    title: "Made-up people",
    experiment: {
      name: "small",
      title: "Made-up people",
      task: "identification",
      data: { format: "balabit" },
      preprocessing: {
        signal: "logVelocity",
        blockSize: 64,
        scaling: { kind: "none", scope: "data" },
      },
      split: { by: "blocks", test: { count: 6 } },
      training: { batch: 16, validationShare: 0, optimiser: { kind: "adam", learningRate: 0.002 } },
      evaluation: { blocks: [1] },
    },
    metric: "accuracy",
    method: { kind: "grid" },
    options: {
      "training.optimiser.learningRate": Array.from({ length: rates }, (_, i) => 0.001 * (i + 1)),
      "training.epochs": [3, 4, 5],
    },
  };
  writeFileSync(file, JSON.stringify(search));
}

/** What a process told of a trial, in the order in which it was heard. */
export interface Told {
  readonly process: string;
  readonly trial: number;
  readonly what: "begins" | "is finished";
}

export interface WatchedProcess {
  readonly name: string;
  /** Resolves when a trial begins, or the process has ended. */
  readonly begun: Promise<void>;
  /** The exit code; `null` where a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
  stderr(): string;
  kill(): void;
  /** Kills one of its worker processes. @returns whether it had one */
  killWorker(pick: (count: number) => number): boolean;
}

/**
 * Starts `wristprint` with these words, and hears what it tells of trials, and its name alone when it, or a worker
 * process of its own, has been killed.
 */
export function startWatched(
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  hear: (heard: Told | string) => void,
): WatchedProcess {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: { ...process.env, DATABASE_URL: "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  let ended = false;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    stderr += `${line}\n`;
    if (/^a worker was ended by SIGKILL/.test(line)) hear(name);
    const [, trial, what] = /^search: trial (\d+) (begins|is finished)/.exec(line) ?? [];
    if (trial === undefined) return;
    hear({ process: name, trial: Number(trial), what: what as Told["what"] });
    begin();
  });
  const close = once(child, "close").then(([code]) => {
    ended = true;
    if (code === null) hear(name);
    begin();
    return code as number | null;
  });
  return {
    name,
    begun,
    ended: close,
    hasEnded: () => ended,
    stderr: () => stderr,
    kill: () => child.kill("SIGKILL"),
    killWorker: (pick) => killChild(child, pick),
  };
}

/** proc(5): the numbers of a process's children. */
function killChild({ pid }: ChildProcess, pick: (count: number) => number): boolean {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    if (children.length === 0) return false;
    return process.kill(Number(children[pick(children.length)]), "SIGKILL");
  } catch {
    return false;
  }
}

/** The files of finished trials, each with what would change if it were written again. */
export function finishedFiles(out: string): Map<string, string> {
  let names: string[];
  try {
    names = readdirSync(join(out, "trials"));
  } catch {
    return new Map();
  }
  return new Map(
    names
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => {
        const file = join(out, "trials", name);
        const { ino, mtimeMs } = statSync(file);
        return [name, `${ino} ${mtimeMs} ${readFileSync(file, "utf8")}`];
      }),
  );
}

/** Holds what was finished before to being there still, as it was. */
export function expectKept(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [name, content] of before) expect(after.get(name), name).toBe(content);
}

/** Results by trial, without the seconds. */
export function figuresOf(out: string): unknown[] {
  const { results } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as {
    results: { seconds: number }[];
  };
  return results.map(({ seconds: _, ...figures }) => figures);
}

/**
 * Holds what processes told to: no trial is finished twice or begun again once it is finished; and where every process
 * has one worker, none is begun while another works on it.
 * @param heard in order; a kill is where a process name stands alone
 */
export function expectNoneRepeated(heard: readonly (Told | string)[], oneWorkerEach: boolean): void {
  const finished = new Set<number>();
  const holders = new Map<number, string>();
  for (const one of heard) {
    if (typeof one === "string") {
      for (const [trial, holder] of holders) if (holder === one) holders.delete(trial);
      continue;
    }
    const { process: name, trial, what } = one;
    expect(finished.has(trial), `trial ${trial} ${what} at ${name}, and was finished`).toBe(false);
    if (what === "begins") {
      if (oneWorkerEach) {
        expect(holders.get(trial), `trial ${trial} begins at ${name} while another has it`).toBeUndefined();
      }
      holders.set(trial, name);
    } else {
      finished.add(trial);
    }
  }
}
