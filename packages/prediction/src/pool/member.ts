/** One predictor of a pool: whether it is there, by its own word and by how its requests went. */
import { setMaxListeners } from "node:events";
import { type Backoff, backoffMs } from "../backoff.js";
import type { Clock } from "../clock.js";
import { createPredictorClient, type PredictorClient } from "../predictor-client.js";
import { reasonOf } from "./failure.js";

export type PredictorStatus = "checking" | "up" | "down";

export interface PredictorState {
  readonly address: string;
  readonly status: PredictorStatus;
  /** Why it is down. */
  readonly reason?: string;
  /** Blocks asked of it and not answered yet. */
  readonly outstandingBlocks: number;
  /** Blocks that it has answered for this pool. */
  readonly answeredBlocks: number;
}

export interface MemberOptions {
  readonly token: string | undefined;
  readonly healthIntervalMs: number;
  readonly healthTimeoutMs: number;
  readonly backoff: Backoff;
  readonly clock: Clock;
  readonly uniform: () => number;
  /** It came up, went down, or is free again. */
  readonly onChange: (member: Member, kind: "status" | "free") => void;
}

export interface Member {
  readonly address: string;
  readonly client: PredictorClient;
  /** Aborted when the pool lets go of it. */
  readonly gone: AbortSignal;
  requests: number;
  blocks: number;
  readonly status: PredictorStatus;
  /** Up, and not so full that it asked for a pause. */
  readonly available: boolean;
  state(): PredictorState;
  /** It answered so many blocks. */
  succeeded(blocks: number): void;
  /** Not there: ejected until a check finds it again. */
  failed(reason: string): void;
  /** There, but full: left alone for a moment. */
  pause(): void;
  leave(): void;
}

export function createMember(address: string, options: MemberOptions): Member {
  const { clock, backoff, uniform } = options;
  const client = createPredictorClient(address, options.token);
  const leaving = new AbortController();
  // Every request on its way listens to it.
  setMaxListeners(0, leaving.signal);
  let status: PredictorStatus = "checking";
  let reason: string | undefined;
  let failures = 0;
  let fullInARow = 0;
  let paused = false;
  let answeredBlocks = 0;
  let callOff = clock.after(0, check);

  const member: Member = {
    address,
    client,
    gone: leaving.signal,
    requests: 0,
    blocks: 0,
    get status() {
      return status;
    },
    get available() {
      return status === "up" && !paused;
    },
    state: () => ({
      address,
      status,
      ...(status === "down" && reason !== undefined && { reason }),
      outstandingBlocks: member.blocks,
      answeredBlocks,
    }),
    succeeded(blocks) {
      answeredBlocks += blocks;
      failures = 0;
      fullInARow = 0;
    },
    failed(why) {
      // Several requests may have been on their way when it went: they tell of one failure.
      if (status !== "down") down(why);
    },
    pause() {
      if (paused) return;
      paused = true;
      fullInARow++;
      clock.after(backoffMs(backoff, fullInARow, uniform()), () => {
        paused = false;
        if (!leaving.signal.aborted) options.onChange(member, "free");
      });
    },
    leave() {
      callOff();
      leaving.abort();
      client.close();
    },
  };

  function check(): void {
    client.rpc.health({}, { timeoutMs: options.healthTimeoutMs, signal: leaving.signal }).then(
      ({ serving }) => {
        if (leaving.signal.aborted) return;
        if (!serving) return down("draining");
        // A second good word wipes out what was before; the first may come between two failures.
        if (status === "up") failures = 0;
        next(options.healthIntervalMs * (0.5 + uniform() / 2));
        become("up");
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) down(reasonOf(error));
      },
    );
  }

  function down(why: string): void {
    if (leaving.signal.aborted) return;
    failures++;
    reason = why;
    next(backoffMs(backoff, failures, uniform()));
    become("down");
  }

  function next(delayMs: number): void {
    callOff();
    callOff = clock.after(delayMs, check);
  }

  function become(now: PredictorStatus): void {
    if (status === now) return;
    status = now;
    options.onChange(member, "status");
  }

  return member;
}
