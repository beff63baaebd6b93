import type { Backoff } from "../backoff.js";
import { type Clock, systemClock } from "../clock.js";
import type { PredictorState } from "./member.js";

export interface PredictorPoolOptions {
  /** `http://HOST:PORT` or `https://HOST:PORT`; may be empty until {@link PredictorPool.setAddresses}. */
  readonly addresses: readonly string[];
  /** The secret of predictors beyond this machine, sent as a bearer token. */
  readonly token?: string;
  /** A predictor came up or went down. */
  readonly onState?: (predictor: PredictorState) => void;
  /** Blocks that may wait in this process; `embed` refuses more with `queue-full`. Default 32,768. */
  readonly queueBlocks?: number;
  /** Blocks joined into one request at most. Default 64, at most {@link BLOCKS_PER_REQUEST}. */
  readonly requestBlocks?: number;
  /** Requests on the way to one predictor at a time: one that it computes, one that waits. Default 2. */
  readonly requestsAtOnce?: number;
  /** After so long without an answer a request goes to another predictor. Default 10 s. */
  readonly requestTimeoutMs?: number;
  /** Default 2 s, and 1 s to answer. */
  readonly healthIntervalMs?: number;
  readonly healthTimeoutMs?: number;
  /** Waits before a predictor that failed is asked again. Default 50 ms, doubling to 2 s. */
  readonly backoff?: Backoff;
  readonly clock?: Clock;
  /** Draws from [0, 1), to spread checks and retries. */
  readonly uniform?: () => number;
}

export type PoolSettings = Required<Omit<PredictorPoolOptions, "token">> & {
  readonly token: string | undefined;
};

export function poolSettings(options: PredictorPoolOptions): PoolSettings {
  return {
    onState: () => {},
    queueBlocks: 32_768,
    requestBlocks: 64,
    requestsAtOnce: 2,
    requestTimeoutMs: 10_000,
    healthIntervalMs: 2_000,
    healthTimeoutMs: 1_000,
    backoff: { firstMs: 50, longestMs: 2_000 },
    clock: systemClock,
    uniform: Math.random,
    ...options,
    token: options.token,
  };
}
