import { type FeedMessage, feedMessage } from "@wristprint/api";

export interface FeedOptions {
  /** Opens a WebSocket; as `new WebSocket(url)`. */
  readonly open: (url: string) => FeedSocket;
  readonly url: string;
  readonly onMessage: (message: FeedMessage) => void;
  /** Told when the connection is there, and when it is not any more. After each `true`, load anew what was missed. */
  readonly onConnected: (connected: boolean) => void;
  /** As `setTimeout`; answers with what calls it off. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** From 0 to 1, to spread the returns of many pages after a server's restart. */
  readonly random: () => number;
}

/** The part of a WebSocket that is used. */
export interface FeedSocket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  close(): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Listens to a project's feed until it is called off, and comes back after every break. */
export function followFeed({ open, url, onMessage, onConnected, later, random }: FeedOptions): () => void {
  let socket: FeedSocket | null = null;
  let callOff = () => {};
  let failures = 0;
  let ended = false;

  function connect() {
    const current = open(url);
    socket = current;
    current.onopen = () => {
      failures = 0;
      onConnected(true);
    };
    current.onmessage = (event) => {
      const message = read(event.data);
      if (message !== null) onMessage(message);
    };
    current.onclose = () => {
      if (ended) return;
      onConnected(false);
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + random() / 2);
      failures += 1;
      callOff = later(connect, waitMs);
    };
  }

  connect();
  return () => {
    ended = true;
    callOff();
    socket?.close();
  };
}

/** Messages that this version does not know are passed over. */
function read(data: unknown): FeedMessage | null {
  try {
    const message = feedMessage.safeParse(JSON.parse(String(data)));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}
