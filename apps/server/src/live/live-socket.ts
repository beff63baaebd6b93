import type { WebSocket } from "ws";
import type { StoredSession } from "../store/store.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveEngine, TakeOptions } from "./live-engine.js";
import { AccessRefusal, refusalOf } from "./refusal-status.js";

export interface LiveSocketOptions {
  readonly engine: Pick<LiveEngine, "take" | "watchScored">;
  readonly clock: LiveClock;
  /** Batches that may be on their way to the store; the socket is not read while there are more. */
  readonly batchesAtOnce: number;
  /** How often the page is asked whether it is there; without an answer until the next time it is let go. */
  readonly pingMs: number;
  readonly log: (message: string, error: unknown) => void;
}

/** What a page is told; docs/wire-format.md says what it means. */
interface Word {
  readonly acknowledged?: number;
  readonly flushAt?: number;
  readonly scored?: number;
}

/** WebSocket codes of ours are HTTP statuses and this. */
const CODE_BASE = 4000;
/** Where a page does not read, it is sent no more than this, bytes. */
const UNREAD_BYTES = 65_536;
/** Where a batch has its recording's number. */
const RECORDING_AT = 1;

/**
 * Serves one page's WebSocket: hands its batches to the engine in order, acknowledges, and says how many blocks are
 * scored, one message for all that happened meanwhile. Anything refused closes it.
 *
 * @param admitted the session, once the page's token and origin are checked; nothing is read before
 */
export async function serveLiveSocket(
  socket: WebSocket,
  admitted: Promise<StoredSession>,
  { engine, clock, batchesAtOnce, pingMs, log }: LiveSocketOptions,
): Promise<void> {
  let underWay = 0;
  let recording: number | undefined;
  let unsaid: Word | undefined;
  let forAcknowledgement: Word | undefined;
  let stopWatching = () => {};
  let closed = false;
  let answered = true;
  let stopPinging = clock.after(pingMs, ping);
  let session: StoredSession | undefined;
  const taking: TakeOptions = { mayWait: true, onFlushAt: sayFlushAt };

  function ping(): void {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    stopPinging = clock.after(pingMs, ping);
  }

  function refuse(error: unknown): void {
    if (closed) return;
    closed = true;
    const { status, code, detail } = refusalOf(error);
    if (status === 500) log("a live socket failed", error);
    // A close frame holds 123 bytes of reason.
    socket.close(CODE_BASE + status, `${code}: ${detail}`.replace(/[^\x20-\x7e]/g, "?").slice(0, 120));
  }

  function say(what: Word): void {
    if (unsaid === undefined) setImmediate(send);
    unsaid = Object.assign(unsaid ?? {}, what);
  }

  /** With the acknowledgement, where that comes soon: a message costs more than what is in it. */
  function sayFlushAt(flushAt: number, soonKept: boolean): void {
    if (soonKept) forAcknowledgement = { flushAt };
    else say({ flushAt });
  }

  function send(): void {
    const message = unsaid;
    unsaid = undefined;
    // A page that does not read learns of it with a later one.
    if (closed || socket.bufferedAmount > UNREAD_BYTES) return;
    socket.send(JSON.stringify(message));
  }

  async function take(own: StoredSession, bytes: Uint8Array): Promise<void> {
    underWay += 1;
    if (underWay >= batchesAtOnce) socket.pause();
    try {
      checkRecording(bytes);
      const acknowledged = await engine.take(own, bytes, taking);
      say(Object.assign({ acknowledged }, forAcknowledgement));
      forAcknowledgement = undefined;
    } catch (error) {
      refuse(error);
    } finally {
      underWay -= 1;
      if (!closed && underWay < batchesAtOnce) socket.resume();
    }
  }

  /** An acknowledgement names no recording, so a socket has one. */
  function checkRecording(bytes: Uint8Array): void {
    if (bytes.length < RECORDING_AT + 4) return;
    const own = new DataView(bytes.buffer, bytes.byteOffset).getUint32(RECORDING_AT, true);
    recording ??= own;
    if (own !== recording) {
      throw new AccessRefusal(400, "malformed", "batches of one recording expected on a socket");
    }
  }

  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => {
    closed = true;
    stopPinging();
    stopWatching();
  });
  // What is broken is closed next.
  socket.on("error", (error) => log("a live socket broke", error));
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (closed || session === undefined) return;
    if (isBinary) void take(session, data);
    else refuse(new AccessRefusal(400, "malformed", "a binary message expected, got text"));
  });
  socket.pause();
  try {
    session = await admitted;
    if (!closed) stopWatching = engine.watchScored(session.id, (scored) => say({ scored }));
  } catch (error) {
    refuse(error);
  }
  // Also a page that is refused is read, up to its own close frame.
  socket.resume();
}
