/** A page of a made-up visitor, as seen from the server: one recording over the live WebSocket, by docs/wire-format.md. */
import { WebSocket } from "ws";

export interface VisitorOptions {
  readonly session: string;
  readonly token: string;
  /**
   * Where the live endpoint is, with `ws:` instead of `http:`. Asked before each connection; a promise that waits
   * while there is no server.
   */
  readonly endpoint: () => Promise<string>;
  /** Told every message of the server. */
  readonly onMessage?: (message: unknown) => void;
}

/** Keeps each batch until it is acknowledged, and sends what was not once more after every break, as the script does. */
export interface Visitor {
  /** Sends the recording's next batch, or keeps it until there is a connection. */
  send(batch: Uint8Array): void;
  readonly sent: number;
  /** The highest number that the server said to keep all batches up to. */
  readonly acknowledged: number;
  /** Resolves when so many batches at most wait to be acknowledged; rejects when it was refused or closed before. */
  waiting(most: number): Promise<void>;
  /** Why each of the connections ended. */
  readonly breaks: readonly string[];
  close(): void;
}

const AGAIN_MS = 25;
/** Close codes are 4000 and an HTTP status; with 429 for one who may try again. */
const REFUSED = /^44(?!29)/;

export function createVisitor({ session, token, endpoint, onMessage = () => {} }: VisitorOptions): Visitor {
  /** Batches from `acknowledged` + 1 on. */
  const kept: Uint8Array[] = [];
  const breaks: string[] = [];
  let acknowledged = 0;
  let socket: WebSocket | undefined;
  let closed = false;
  let left = new Error("the visitor has left");
  let waiters: { readonly most: number; resolve(): void; reject(error: Error): void }[] = [];

  function hear(message: { readonly acknowledged?: unknown }): void {
    onMessage(message);
    const { acknowledged: number } = message;
    if (typeof number !== "number" || number <= acknowledged) return;
    kept.splice(0, number - acknowledged);
    acknowledged = number;
    const ready = waiters.filter(({ most }) => kept.length <= most);
    waiters = waiters.filter(({ most }) => kept.length > most);
    for (const { resolve } of ready) resolve();
  }

  /** Resolves with why the connection ended, or was never there. */
  function connect(to: string): Promise<string> {
    const own = new WebSocket(`${to}/sessions/${session}/socket`, ["wristprint.v1", `token.${token}`], {
      perMessageDeflate: false,
    });
    socket = own;
    return new Promise((resolve) => {
      own.on("open", () => {
        for (const batch of kept) own.send(batch);
      });
      own.on("message", (data: Buffer) => hear(JSON.parse(data.toString())));
      own.on("error", (error: Error & { readonly code?: string }) => resolve(error.code ?? error.message));
      own.on("close", (code, reason) => resolve(`${code} ${reason}`.trim()));
    });
  }

  async function stayConnected(): Promise<void> {
    while (!closed) {
      const to = await endpoint();
      if (closed) return;
      const why = await connect(to);
      if (!closed) breaks.push(why);
      if (REFUSED.test(why)) throw new Error(`refused: ${why}`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  function end(error: Error): void {
    closed = true;
    left = error;
    socket?.close();
    for (const { reject } of waiters.splice(0)) reject(error);
  }

  stayConnected().catch(end);
  return {
    send(batch) {
      kept.push(batch);
      if (socket?.readyState === WebSocket.OPEN) socket.send(batch);
    },
    get sent() {
      return acknowledged + kept.length;
    },
    get acknowledged() {
      return acknowledged;
    },
    waiting(most) {
      if (closed) return Promise.reject(left);
      if (kept.length <= most) return Promise.resolve();
      return new Promise((resolve, reject) => waiters.push({ most, resolve, reject }));
    },
    breaks,
    close: () => end(left),
  };
}
