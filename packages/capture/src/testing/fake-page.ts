import type { Bytes, Page, PageAnswer, PageRequest, PageSocket } from "../page.js";

/** The fields of an event that the script may look at; anything else it asks for is not there. */
export interface FakeEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export class FakeSocket implements PageSocket {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly url: string;
  readonly protocols: string[];
  readonly sent: Bytes[] = [];
  state: "connecting" | "open" | "closed" = "connecting";

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(bytes: Bytes) {
    if (this.state === "connecting") throw new Error("InvalidStateError");
    this.sent.push(bytes);
  }

  close() {
    this.state = "closed";
  }

  /** The server's side: takes the connection. */
  accept() {
    this.state = "open";
    this.onopen?.({} as Event);
  }

  /** The server's side: says something. */
  say(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }

  /** The server's side, or the network's: ends the connection. */
  drop(code = 1006) {
    this.state = "closed";
    this.onclose?.({ code } as CloseEvent);
  }
}

export interface FakeFetch {
  readonly url: string;
  readonly request: PageRequest;
  readonly pending: boolean;
  answer(status: number, body?: object): void;
  lose(): void;
}

/** A browser's window with a clock that stands still and a network that does what the test says. */
export class FakePage implements Page {
  readonly location = { href: "https://shop.example/cart/" };
  readonly screen = { width: 1920, height: 1080 };
  devicePixelRatio = 1.5;
  nowMs = 5000;
  readonly performance = { now: () => this.nowMs };
  readonly crypto = {
    getRandomValues: (values: Uint32Array<ArrayBuffer>) => values.fill(0xdeadbeef),
  };
  readonly sockets: FakeSocket[] = [];
  readonly fetches: FakeFetch[] = [];
  readonly beacons: { url: string; body: Bytes }[] = [];
  takesBeacons = true;
  refusesSockets = false;
  readonly navigator = {
    sendBeacon: (url: string, body: Bytes) => {
      if (this.takesBeacons) this.beacons.push({ url, body });
      return this.takesBeacons;
    },
  };
  readonly WebSocket: Page["WebSocket"];
  readonly #listeners: { type: string; listener: EventListener; signal: AbortSignal | undefined }[] = [];
  #timers: { id: number; atMs: number; run: () => void }[] = [];
  #lastTimer = 0;

  constructor() {
    const page = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        if (page.refusesSockets) throw new Error("SecurityError");
        super(url, protocols);
        page.sockets.push(this);
      }
    };
  }

  addEventListener(type: string, listener: unknown, options?: AddEventListenerOptions | boolean) {
    const signal = typeof options === "object" ? options.signal : undefined;
    this.#listeners.push({ type, listener: listener as EventListener, signal });
  }

  /** The types of events that are listened to. */
  get listening(): string[] {
    return this.#listeners.filter(({ signal }) => !signal?.aborted).map(({ type }) => type);
  }

  dispatch(event: FakeEvent) {
    for (const { type, listener, signal } of this.#listeners) {
      if (type === event.type && !signal?.aborted) listener(event as unknown as Event);
    }
  }

  /** A mouse's event of now, as a browser makes it. */
  pointer(type: string, fields: Record<string, unknown> = {}) {
    const button = type === "pointermove" ? -1 : 0;
    const mouse = { isTrusted: true, isPrimary: true, pointerType: "mouse", button, buttons: 0 };
    this.dispatch({ ...mouse, type, timeStamp: this.nowMs, screenX: 0, screenY: 0, ...fields });
  }

  fetch(url: string, request: PageRequest): Promise<PageAnswer> {
    return new Promise((resolve, reject) => {
      const entry = {
        url,
        request,
        pending: true,
        answer(status: number, body?: object) {
          end();
          const json = () => (body ? Promise.resolve(body) : Promise.reject(new SyntaxError("no JSON")));
          resolve({ ok: status >= 200 && status < 300, status, json });
        },
        lose() {
          end();
          reject(new TypeError("Failed to fetch"));
        },
      };
      const end = () => {
        entry.pending = false;
        request.signal.removeEventListener("abort", entry.lose);
      };
      // As in a browser, what was called off before is never sent.
      if (request.signal.aborted) return entry.lose();
      this.fetches.push(entry);
      request.signal.addEventListener("abort", entry.lose);
    });
  }

  setTimeout(run: () => void, ms: number): number {
    this.#timers.push({ id: ++this.#lastTimer, atMs: this.nowMs + ms, run });
    return this.#lastTimer;
  }

  clearTimeout(timer: number | undefined) {
    this.#timers = this.#timers.filter(({ id }) => id !== timer);
  }

  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time pass, with all that falls due in it. */
  async advance(ms: number) {
    const untilMs = this.nowMs + ms;
    await settled();
    for (;;) {
      const [next] = this.#timers
        .filter(({ atMs }) => atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs || a.id - b.id);
      if (next === undefined) break;
      this.clearTimeout(next.id);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settled();
    }
    this.nowMs = untilMs;
  }

  /** @throws where no socket was opened */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("a socket expected, got none");
    return socket;
  }
}

/** Resolves when every promise that can has been gone through; no chain of ours is longer. */
export async function settled() {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}
