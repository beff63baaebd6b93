/**
 * Blocks of many requests, computed together: what waits for one model is joined into one run of it. Models take
 * turns; within a model, first come, first served.
 */
import { joinFloats } from "@wristprint/core";
import { PredictorError } from "../predictor-error.js";

export interface BatcherOptions {
  /** Blocks in one run at most. */
  readonly batchBlocks: number;
  /** Blocks that may wait at most, those being computed counted. */
  readonly queueBlocks: number;
}

/** Computes [count, size] from [count, numbers]; a row's answer must not depend on the others. */
export type Run = (blocks: Float32Array) => Promise<Float32Array>;

export interface Batcher {
  /** Blocks given to the same `run` are joined. @throws PredictorError `busy` where there is no room */
  submit(run: Run, blocks: Float32Array, count: number): Promise<Float32Array>;
  /** Blocks that wait or are being computed. */
  readonly queuedBlocks: number;
  /** Blocks answered so far, and the runs that took. */
  readonly blocks: number;
  readonly runs: number;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Request {
  readonly blocks: Float32Array;
  readonly count: number;
  /** Rows that went into a run. */
  begun: number;
  /** What came out, in order. */
  readonly parts: Float32Array[];
  resolve(signatures: Float32Array): void;
  reject(error: unknown): void;
}

interface Line {
  readonly run: Run;
  requests: Request[];
}

/** Some rows of a request, and whether they are its last. */
interface Share {
  readonly request: Request;
  readonly rows: Float32Array;
  readonly count: number;
  readonly last: boolean;
}

export function createBatcher({ batchBlocks, queueBlocks }: BatcherOptions): Batcher {
  /** Every model that was ever asked for, in the order in which they take turns. */
  const lines: Line[] = [];
  let turn = 0;
  let queuedBlocks = 0;
  let blocks = 0;
  let runs = 0;
  let working = false;
  let whenIdle: (() => void)[] = [];

  function nextLine(): Line | undefined {
    for (let step = 1; step <= lines.length; step++) {
      const at = (turn + step) % lines.length;
      const line = lines[at] as Line;
      if (line.requests.length === 0) continue;
      turn = at;
      return line;
    }
    return undefined;
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (;;) {
      // The event loop's turn lets in what else has arrived.
      await new Promise((resolve) => setImmediate(resolve));
      const line = nextLine();
      if (line === undefined) break;
      await runShares(line, takeShares(line, batchBlocks));
    }
    working = false;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  async function runShares(line: Line, shares: readonly Share[]): Promise<void> {
    const count = shares.reduce((sum, share) => sum + share.count, 0);
    runs++;
    try {
      const signatures = await line.run(joinFloats(shares.map(({ rows }) => rows)));
      const size = signatures.length / count;
      let row = 0;
      for (const { request, count: own, last } of shares) {
        request.parts.push(signatures.subarray(row * size, (row + own) * size));
        row += own;
        if (last) request.resolve(joinFloats(request.parts));
      }
      blocks += count;
    } catch (error) {
      for (const { request } of shares) {
        request.reject(error);
        // The rest of it needs no computing any more.
        if (line.requests.includes(request)) queuedBlocks -= request.count - request.begun;
        line.requests = line.requests.filter((other) => other !== request);
      }
    }
    queuedBlocks -= count;
  }

  return {
    submit(run, rows, count) {
      if (queuedBlocks + count > queueBlocks) {
        const message = `${queuedBlocks} blocks wait, and ${queueBlocks} may: no room for ${count} more`;
        return Promise.reject(new PredictorError("busy", message));
      }
      queuedBlocks += count;
      return new Promise((resolve, reject) => {
        let line = lines.find((one) => one.run === run);
        if (line === undefined) {
          line = { run, requests: [] };
          lines.push(line);
        }
        line.requests.push({ blocks: rows, count, begun: 0, parts: [], resolve, reject });
        void work();
      });
    },
    get queuedBlocks() {
      return queuedBlocks;
    },
    get blocks() {
      return blocks;
    },
    get runs() {
      return runs;
    },
    idle: () => (working ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve()),
  };
}

/** The next rows of a line; requests of which nothing is left go out of it. */
function takeShares(line: Line, most: number): Share[] {
  const shares: Share[] = [];
  for (let room = most; room > 0; ) {
    const request = line.requests[0];
    if (request === undefined) break;
    const count = Math.min(room, request.count - request.begun);
    const size = request.blocks.length / request.count;
    const rows = request.blocks.subarray(request.begun * size, (request.begun + count) * size);
    request.begun += count;
    const last = request.begun === request.count;
    if (last) line.requests.shift();
    shares.push({ request, rows, count, last });
    room -= count;
  }
  return shares;
}
