import type { CaptureState, Progress } from "./capture-state.js";
import { createDelivery } from "./delivery.js";
import { createOutbox } from "./outbox.js";
import type { Page } from "./page.js";
import { createRecorder } from "./recorder.js";

const STOP_MS = 5000;

export interface StartOptions {
  /** Where the server takes sessions, such as `https://example.com/api/live`; may be relative to the page. */
  readonly endpoint: string;
  /** A short-lived token for this session, of letters, digits and `-._~`, at most 1024; never an API key. */
  readonly token: string;
  /** Which session the events belong to. A session may have many recordings, one for each page. */
  readonly session: string;
  /** Called after each change of what is told here, some times a second at most; not for every event. */
  readonly onState?: (state: CaptureState) => void;
  /** How long events gather before they are sent. Default 1000 ms. */
  readonly flushMs?: number;
  /** Events that are sent at once, before their time; 1 to 4096. Default 1024. */
  readonly batchEvents?: number;
  /** Bytes that may wait for the server; past it the recording is `full`. Default 1 MiB, some 250,000 events. */
  readonly waitingBytes?: number;
  /** Stands in for the browser's `window`, in tests. */
  readonly page?: Page;
}

export interface Recording {
  /**
   * Stops listening at once, sends the rest, and resolves when the server has acknowledged everything, has
   * refused, or has had 5 s; then `batchesWaiting` says what it did not acknowledge. Never rejects.
   */
  stop(): Promise<CaptureState>;
}

/**
 * Records the pointer on this page, and delivers what it did to a server, each event once. Nothing is
 * listened to or sent before this call, and nothing but the pointer is: no keys, no content, no elements.
 *
 * @throws TypeError for an endpoint, token, session or number that cannot be one
 */
export function start(options: StartOptions): Recording {
  const { endpoint, token, session, onState, page = window } = options;
  const { flushMs = 1000, batchEvents = 1024, waitingBytes = 1_048_576 } = options;
  const path = `${endpoint.replace(/\/$/, "")}/sessions/${encodeURIComponent(session)}`;
  const url = new URL(path, page.location.href).href;
  expect(/^https?:/.test(url), "endpoint: http(s)");
  // Not quoted in the message: a token is a secret.
  expect(/^[\w.~-]{1,1024}$/.test(token), "token: 1 to 1024 of A-Za-z0-9-._~");
  // A path of dots alone would lead elsewhere.
  expect(/[^.]/.test(session), "session: a name");
  expect(batchEvents > 0 && batchEvents < 4097 && batchEvents % 1 === 0, "batchEvents: 1 to 4096");

  const progress: Progress = {
    status: "recording",
    transport: "websocket",
    connected: false,
    events: 0,
    missed: 0,
    batchesSent: 0,
    batchesAcknowledged: 0,
    batchesWaiting: 0,
  };
  const random = new Uint32Array(1);
  page.crypto.getRandomValues(random);
  const [recording] = random;
  let settle = () => {};
  let stopped: Promise<CaptureState> | undefined;

  const outbox = createOutbox(progress);
  const delivery = createDelivery({
    page,
    outbox,
    progress,
    recording,
    url,
    token,
    onChange,
  });
  const recorder = createRecorder({
    page,
    outbox,
    progress,
    recording,
    flushMs,
    batchEvents,
    waitingBytes,
    onChange: delivery.pump,
  });

  function onChange() {
    if (progress.refusal) recorder.stop("refused");
    if (progress.refusal || !progress.batchesWaiting) settle();
    // In a turn of its own: what it throws must not cut a delivery short.
    if (onState) page.setTimeout(() => onState({ ...progress }), 0);
  }

  /** The page may be gone now; one that was hidden and comes back has hardly anything that waits. */
  function onHidden() {
    recorder.flush();
    delivery.sendRest();
  }

  const listening = new AbortController();
  page.addEventListener("pagehide", onHidden, listening);
  page.addEventListener("visibilitychange", onHidden, listening);

  async function stopOnce(): Promise<CaptureState> {
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const timer = page.setTimeout(() => {
      delivery.sendRest();
      settle();
    }, STOP_MS);
    recorder.stop("stopped");
    // Where it had ended before, that told nothing.
    onChange();
    await settled;
    page.clearTimeout(timer);
    delivery.close();
    listening.abort();
    return { ...progress };
  }

  return {
    stop() {
      stopped ??= stopOnce();
      return stopped;
    },
  };
}

function expect(holds: boolean, what: string) {
  if (!holds) throw new TypeError(`${what} expected`);
}
