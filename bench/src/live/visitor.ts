/** One made-up visitor: a session, a WebSocket, events at a steady rate, and what came back. */
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
  /** Why the server closed the connection, if it did. */
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

/** Connects; the recording begins when that is done. */
export async function beginVisit(options: VisitorOptions, flushMs: number): Promise<Visitor> {
  const { url, token, session, recording, rateHz, now } = options;
  const socket = new WebSocket(url, ["wristprint.v1", `token.${token}`], { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const begunMs = now();
  const decidedMs: number[] = [];
  let nextFlushMs = begunMs + flushMs;
  let events = 0;
  let batches = 0;
  let acknowledged = 0;
  let closed: string | null = null;
  let closing = false;
  socket.on("error", (error) => {
    closed ??= error.message;
  });
  socket.on("close", (code, reason) => {
    if (!closing) closed ??= `${code} ${reason}`;
  });
  socket.on("message", (data: Buffer) => {
    const said = JSON.parse(data.toString()) as { acknowledged?: number; scored?: number };
    if (said.acknowledged !== undefined) acknowledged = Math.max(acknowledged, said.acknowledged);
    if (said.scored === undefined) return;
    while (decidedMs.length < said.scored) decidedMs.push(now() - begunMs);
  });
  return {
    flush() {
      const nowMs = now();
      // Due by the clock, not by when the last one was sent: a visitor that was late is not late for good.
      while (nextFlushMs <= nowMs) nextFlushMs += flushMs;
      const end = Math.floor(((nowMs - begunMs) * rateHz) / 1000) + 1;
      if (end <= events || socket.readyState !== WebSocket.OPEN) return;
      batches += 1;
      socket.send(encodeBatch(moveHand({ recording, rateHz, begin: events, end }, batches)));
      events = end;
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
    visit: () => ({ session, recording, events, batches, acknowledged, decidedMs, begunMs, closed }),
    close() {
      closing = true;
      socket.close();
    },
  };
}
