/**
 * Threads that share the tasks of a job. The calling thread works too, and waits for the others: a training is a
 * few hundred jobs a second, too many for messages. Whoever is free takes the next task, so what a task writes must
 * not depend on who does it.
 *
 * Tasks are numbered without end over all jobs, so a thread that slept through a job cannot mistake the next one's
 * tasks for its own: it takes a number below END by compare-and-exchange, and reads only then which job that is of.
 */
import { Worker } from "node:worker_threads";
import { TreesError } from "../errors.js";
import type { Workspace } from "./workspace.js";

/** Places in `Workspace.control`. */
const NEXT = 0;
/** The number behind the last task. */
const END = 1;
/** The number of the job's first task. */
const BASE = 2;
const KIND = 3;
/** Tasks done, over all jobs. */
const DONE = 4;
const FAILED = 5;

/** How long a thread looks again and again before it sleeps: waking takes longer than many a job. */
const SPINS = 2000;

/** Does a task of a kind of job. */
export type Work = (kind: number, task: number) => void;

export interface Team {
  /** Does `tasks` tasks of a job; returns when all are done. */
  run(kind: number, tasks: number): void;
  /** @throws TreesError `thread` where a thread failed */
  dismiss(): Promise<void>;
}

/** Without further threads, tasks are done one after another. */
export function createTeam(workspace: Workspace, work: Work): Team {
  const { control, threads } = workspace;
  const failures: unknown[] = [];
  const workers = Array.from({ length: threads - 1 }, (_, index) => {
    const workerData: WorkerTask = { workspace, thread: index + 1 };
    const worker = new Worker(new URL("./training-worker.js", import.meta.url), { workerData });
    worker.on("error", (error) => failures.push(error));
    return worker;
  });
  return {
    run(kind, tasks) {
      if (workers.length === 0 || tasks === 1) {
        for (let task = 0; task < tasks; task++) work(kind, task);
        return;
      }
      const base = control[END];
      control[BASE] = base;
      control[KIND] = kind;
      const end = (base + tasks) | 0;
      Atomics.store(control, END, end);
      Atomics.notify(control, END);
      takeTasks(control, work);
      waitFor(control, end);
      if (Atomics.load(control, FAILED) !== 0) {
        throw new TreesError("thread", "a thread failed in the middle of training");
      }
    },
    async dismiss() {
      // Between jobs they sleep, or are not even there yet.
      await Promise.all(workers.map((worker) => worker.terminate()));
      if (failures.length > 0) throw new TreesError("thread", `a thread failed: ${String(failures[0])}`);
    },
  };
}

/** What a further thread is started with. */
export interface WorkerTask {
  readonly workspace: Workspace;
  readonly thread: number;
}

/** Takes part until the team is dismissed, which ends the thread. */
export function joinTeam(control: Int32Array, work: Work): never {
  for (;;) {
    try {
      takeTasks(control, work);
    } catch (error) {
      // The task counts as done, so that nobody waits for it; the training fails.
      Atomics.store(control, FAILED, 1);
      Atomics.add(control, DONE, 1);
      Atomics.notify(control, DONE);
      throw error;
    }
    // All tasks are taken, so this is END too, until there is a new job.
    const seen = Atomics.load(control, NEXT);
    for (let spin = 0; spin < SPINS && Atomics.load(control, END) === seen; spin++);
    Atomics.wait(control, END, seen);
  }
}

function takeTasks(control: Int32Array, work: Work): void {
  for (let task = takeTask(control); task >= 0; task = takeTask(control)) {
    work(control[KIND], task);
    Atomics.add(control, DONE, 1);
    if (Atomics.load(control, DONE) === Atomics.load(control, END)) Atomics.notify(control, DONE);
  }
}

/** The next task's number within its job, or −1. Numbers may run over: only their distances count. */
function takeTask(control: Int32Array): number {
  for (;;) {
    const next = Atomics.load(control, NEXT);
    if (((Atomics.load(control, END) - next) | 0) <= 0) return -1;
    const taken = Atomics.compareExchange(control, NEXT, next, (next + 1) | 0) === next;
    if (taken) return (next - control[BASE]) | 0;
  }
}

function waitFor(control: Int32Array, end: number): void {
  for (let spin = 0; spin < SPINS && Atomics.load(control, DONE) !== end; spin++);
  for (let done = Atomics.load(control, DONE); done !== end; done = Atomics.load(control, DONE)) {
    Atomics.wait(control, DONE, done);
  }
}
