import type { Progress } from "./capture-state.js";
import { type Connection, connectHttp, connectSocket } from "./connect.js";
import { encodeEnvelope } from "./encode-envelope.js";
import type { Outbox } from "./outbox.js";
import type { Page } from "./page.js";

/** How often a WebSocket may fail, none ever having been answered, before HTTP takes over. */
const SOCKET_TRIALS = 3;
/** Without an answer for so long a connection counts as broken. */
const ANSWER_MS = 10_000;
const FIRST_RETRY_MS = 500;
/** The statuses by which a server says for good that it will not have it. */
const REFUSAL = /^4(?!08|29)..$/;
const LONGEST_RETRY_MS = 30_000;

export interface DeliveryOptions {
  readonly page: Page;
  readonly outbox: Outbox;
  readonly progress: Progress;
  /** Spreads the retries of many pages. */
  readonly recording: number;
  /** `http:` or `https:`, with the session's path, no slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly onChange: () => void;
}

export interface Delivery {
  /** Sends what waits, now or as soon as may be. */
  pump(): void;
  /**
   * Hands all that waits to the browser, which sends it even if the page is gone. If it is not, the same goes
   * the usual way too: the browser never says whether it could send it.
   */
  sendRest(): void;
  /** Sends no more. */
  close(): void;
}

/**
 * Brings batches from the outbox to the server in order, and lets go of them when it acknowledges. A broken
 * connection is tried again, ever more rarely, and begins with the oldest batch that is not acknowledged; so
 * none is lost, and a repeated one has a number that the server knows.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { page, outbox, progress, recording, url, token, onChange } = options;
  let connection: Connection | undefined;
  let opened = false;
  /** On this connection. */
  let sentUpTo = 0;
  let closed = false;
  let retryTimer: number | undefined;
  let deadlineTimer: number | undefined;
  let failures = 0;

  function pump() {
    onChange();
    if (closed || retryTimer || !progress.batchesWaiting) return;
    if (!connection) connect();
    else if (opened) send(connection);
  }

  function connect() {
    expectAnswer();
    const connectBy = progress.transport === "http" ? connectHttp : connectSocket;
    try {
      // One that was given up has nothing to say any more.
      const own = connectBy(page, url, token, {
        open() {
          if (connection !== own) return;
          opened = true;
          pump();
        },
        hear({ acknowledged, flushAt = outbox.flushAt }) {
          if (connection !== own) return;
          outbox.flushAt = flushAt;
          if (!outbox.acknowledge(acknowledged)) return;
          progress.connected = true;
          failures = 0;
          page.clearTimeout(deadlineTimer);
          if (progress.batchesAcknowledged < sentUpTo) expectAnswer();
          onChange();
        },
        lose(status) {
          if (connection === own) fail(status);
        },
      });
      connection = own;
    } catch {
      // A browser that refuses the address at once is, to us, a connection that failed.
      fail(0);
    }
  }

  function send(open: Connection) {
    if (sentUpTo <= progress.batchesAcknowledged) expectAnswer();
    for (const { bytes, sequence } of outbox.after(sentUpTo)) {
      open.send(bytes);
      sentUpTo = sequence;
    }
    markSent(sentUpTo);
  }

  function markSent(sequence: number) {
    progress.batchesSent = Math.max(progress.batchesSent, sequence);
    onChange();
  }

  function expectAnswer() {
    page.clearTimeout(deadlineTimer);
    deadlineTimer = page.setTimeout(() => fail(0), ANSWER_MS);
  }

  /** @param status as in HTTP; anything else where the network or the server only failed */
  function fail(status: number) {
    disconnect();
    if (REFUSAL.test(`${status}`)) {
      progress.refusal = status;
      close();
      return;
    }
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    if (failures >= SOCKET_TRIALS && !progress.batchesAcknowledged) progress.transport = "http";
    const retry = () => {
      retryTimer = undefined;
      pump();
    };
    retryTimer = page.setTimeout(retry, longest * (0.5 + recording / 2 ** 33));
    onChange();
  }

  function disconnect() {
    const given = connection;
    connection = undefined;
    opened = progress.connected = false;
    sentUpTo = 0;
    page.clearTimeout(deadlineTimer);
    given?.close();
  }

  function close() {
    closed = true;
    page.clearTimeout(retryTimer);
    disconnect();
    onChange();
  }

  return {
    pump,
    sendRest() {
      pump();
      for (let rest = outbox.after(0); !closed && rest.length; ) {
        const [body, last] = encodeEnvelope(token, rest);
        if (!page.navigator.sendBeacon(`${url}/beacon`, body)) return;
        markSent(last);
        rest = outbox.after(last);
      }
    },
    close,
  };
}
