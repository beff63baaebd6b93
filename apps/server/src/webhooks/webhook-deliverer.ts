/** Delivers what the store notes as due, again and again until it is taken or given up. */
import type { DueDelivery, WebhookStore } from "../store/store.js";
import { postDelivery, type ResolveHost } from "./post-delivery.js";
import { signDelivery } from "./sign-delivery.js";

export interface WebhookDelivererOptions {
  readonly store: Pick<WebhookStore, "takeDue" | "putBack" | "delivered" | "failed">;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Draws from [0, 1), to spread retries. */
  readonly uniform: () => number;
  readonly resolve: ResolveHost;
  readonly privateAllowed: boolean;
  /** Of one try. */
  readonly timeoutMs?: number;
  readonly onOutcome?: (outcome: "delivered" | "failed" | "given-up") => void;
  /** The store could not be read or written; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

export interface WebhookDeliverer {
  /** Starts what is due and not on its way, and resolves when all of that has come to an end. */
  deliverDue(): Promise<void>;
  /** Looks every second. */
  start(): void;
  /** Calls off what is on its way, which is due again at once, and resolves. */
  close(): Promise<void>;
}

/** After so many tries a delivery is given up: some 14 hours after the first. */
export const MOST_TRIES = 15;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;
const AT_ONCE = 32;
const LOOK_MS = 1_000;
/** A delivery that was taken by a server that died is due again after so long: several times as long as a try takes. */
const TAKEN_MS = 60_000;

/** Waits 5 s, then twice as long each time up to 4 h, times a factor from 0.75 to 1.25. */
export function waitBeforeTry(tries: number, uniform: () => number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)) * (0.75 + uniform() / 2);
}

export function createWebhookDeliverer(options: WebhookDelivererOptions): WebhookDeliverer {
  const { store, clock, uniform, onOutcome = () => {}, onError = () => {} } = options;
  const closing = new AbortController();
  const onTheWay = new Map<string, Promise<void>>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function deliver({ id, webhook, url, secret, body, tries }: DueDelivery): Promise<void> {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Wristprint",
      "wristprint-webhook": webhook,
      "wristprint-signature": signDelivery(secret, body, clock()),
    };
    try {
      await postDelivery(url, headers, body, {
        privateAllowed: options.privateAllowed,
        timeoutMs: options.timeoutMs ?? 10_000,
        resolve: options.resolve,
        signal: closing.signal,
      });
    } catch (error) {
      if (closing.signal.aborted) return await store.putBack(id, new Date(clock()));
      const reason = error instanceof Error ? error.message : String(error);
      const tried = tries + 1;
      const nextAt = tried < MOST_TRIES ? new Date(clock() + waitBeforeTry(tried, uniform)) : null;
      await store.failed(id, reason.slice(0, 200), nextAt);
      return onOutcome(nextAt === null ? "given-up" : "failed");
    }
    await store.delivered(id, new Date(clock()));
    onOutcome("delivered");
  }

  async function beginDue(): Promise<void> {
    const now = clock();
    const due = await store.takeDue(new Date(now), new Date(now + TAKEN_MS), AT_ONCE);
    for (const delivery of due) {
      if (onTheWay.has(delivery.id)) continue;
      const done = deliver(delivery)
        .catch(onError)
        .finally(() => onTheWay.delete(delivery.id));
      onTheWay.set(delivery.id, done);
    }
  }

  return {
    async deliverDue() {
      await beginDue();
      await Promise.all(onTheWay.values());
    },
    start() {
      timer = setInterval(() => {
        if (onTheWay.size >= AT_ONCE) return;
        looking ??= beginDue()
          .catch(onError)
          .finally(() => {
            looking = undefined;
          });
      }, LOOK_MS);
      timer.unref();
    },
    async close() {
      clearInterval(timer);
      closing.abort();
      await looking;
      await Promise.all(onTheWay.values());
    },
  };
}
