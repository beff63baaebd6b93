/** One made-up visitor: a session, a WebSocket, events at a steady rate, and what came back. */
import { once } from "node:events";
import { encodeBatch } from "@wristprint/core";
import { WebSocket } from "ws";
import { moveHand } from "./made-up-hand.js";

export interface VisitorOptions {
  /** `ws://HOST:PORT/live/sessions/SESSION/socket` */
  readonly url: string;
  readonly token: string;
  readonly session: string;
  readonly recording: number;
  readonly rateHz: number;
  /** Milliseconds of any clock that runs evenly. */
  readonly now: () => number;
}

/** What a visitor did and heard, as plain data. */
export interface Visit {
  readonly session: string;
  readonly recording: number;
  readonly events: number;
  readonly batches: number;
  /** The highest number that was acknowledged. */
  readonly acknowledged: number;
  /** When the word came that so many blocks are decided on: of each block, milliseconds since its recording began. */
  readonly decidedMs: readonly number[];
  /** When the recording began, by the clock. */
  readonly begunMs: number;
  /** Why each connection ended that was made again: a server that is busy closes some. */
  readonly breaks: readonly string[];
  /** Why the server would have no more of it, if so. */
  readonly closed: string | null;
}

export interface Visitor {
  /** Sends what has happened since the last time. */
  flush(): void;
  readonly nextFlushMs: number;
  /** All is acknowledged that was sent. */
  readonly acknowledged: boolean;
  readonly blocks: number;
  readonly closed: string | null;
  visit(): Visit;
  close(): void;
}

/** As the browser script does, at first. */
const AGAIN_MS = 500;
/** Close codes are 4000 and an HTTP status: those of 4xx end a recording, but for "busy" and "too slow". */
const REFUSED = /^44(?!29|08)/;

/** Connects; the recording begins when that is done. What is not acknowledged is sent again after each break. */
export async function beginVisit(options: VisitorOptions, flushMs: number): Promise<Visitor> {
  const { url, token, session, recording, rateHz, now } = options;
  const decidedMs: number[] = [];
  const breaks: string[] = [];
  /** Batches from `acknowledged` + 1 on. */
  const kept: Uint8Array[] = [];
  let events = 0;
  let batches = 0;
  let acknowledged = 0;
  let closed: string | null = null;
  let closing = false;
  let socket = connect();
  await once(socket, "open");
  const begunMs = now();
  let nextFlushMs = begunMs + flushMs;
  /** What there is, is wanted when there are so many events. */
  let flushAt = Number.POSITIVE_INFINITY;
  const dueMs = (event: number) => begunMs + (1000 * event) / rateHz;
  // The last of so many events is numbered one less; a hair later it has surely happened.
  const wantedMs = () => dueMs(flushAt - 1) + 0.05;

  function connect(): WebSocket {
    const own = new WebSocket(url, ["wristprint.v1", `token.${token}`], { perMessageDeflate: false });
    own.on("open", () => {
      for (const batch of kept) own.send(batch);
    });
    own.on("message", hear);
    // What is broken is closed next.
    own.on("error", () => {});
    own.on("close", (code, reason) => {
      if (closing) return;
      const why = `${code} ${reason}`.trim();
      if (REFUSED.test(why)) closed = why;
      else {
        breaks.push(why);
        setTimeout(() => {
          if (!closing) socket = connect();
        }, AGAIN_MS);
      }
    });
    return own;
  }

  function hear(data: Buffer): void {
    const said = JSON.parse(data.toString()) as { acknowledged?: number; flushAt?: number; scored?: number };
    if (said.acknowledged !== undefined && said.acknowledged > acknowledged) {
      kept.splice(0, said.acknowledged - acknowledged);
      acknowledged = said.acknowledged;
    }
    while (decidedMs.length < (said.scored ?? 0)) decidedMs.push(now() - begunMs);
    if (said.flushAt !== undefined) {
      flushAt = said.flushAt;
      nextFlushMs = Math.min(nextFlushMs, wantedMs());
    }
  }

  return {
    flush() {
      const nowMs = now();
      const end = Math.floor(((nowMs - begunMs) * rateHz) / 1000) + 1;
      if (end >= flushAt) flushAt = Number.POSITIVE_INFINITY;
      // As the script: so long after the next batch's first event.
      nextFlushMs = Math.min(dueMs(Math.max(end, events)) + flushMs, wantedMs());
      if (end <= events || closed !== null) return;
      batches += 1;
      const batch = encodeBatch(moveHand({ recording, rateHz, begin: events, end }, batches));
      events = end;
      kept.push(batch);
      if (socket.readyState === WebSocket.OPEN) socket.send(batch);
    },
    get nextFlushMs() {
      return nextFlushMs;
    },
    get acknowledged() {
      return acknowledged === batches;
    },
    get blocks() {
      return decidedMs.length;
    },
    get closed() {
      return closed;
    },
    visit: () => ({ session, recording, events, batches, acknowledged, decidedMs, begunMs, breaks, closed }),
    close() {
      closing = true;
      socket.close();
    },
  };
}
