/** What the browser script costs a page, with a pointer of 1,000 Hz: events to batches, without a network. */
import { type Page, type PageSocket, start } from "@wristprint/capture";
import type { Benchmark } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";

const RATE_HZ = 1000;
/** As a screen of 60 Hz hands them over. */
const POINTS_PER_EVENT = 16;
const EVENTS = 20_000;

export const captureBenchmark: Benchmark = {
  name: "capture",
  description: "recording a pointer of 1,000 Hz on a page, without the network",
  run: async (options) => [
    await measureInTurn(
      {
        name: "recording at 1,000 Hz",
        unit: "% of a core",
        better: "less",
        ours: async () => 100 * RATE_HZ * secondsPerPoint(),
        peer: undefined,
        theirs: async () => Number.NaN,
      },
      options,
    ),
  ],
};

function secondsPerPoint(): number {
  const page = createPage();
  start({ endpoint: "https://example.com", token: "t", session: "s", page, waitingBytes: Infinity });
  const moves = Array.from({ length: EVENTS }, (_, i) => createMove(i));
  const started = performance.now();
  for (const move of moves) page.dispatch(move);
  return (performance.now() - started) / 1000 / (EVENTS * POINTS_PER_EVENT);
}

function createMove(event: number) {
  const points = Array.from({ length: POINTS_PER_EVENT }, (_, i) => {
    const at = event * POINTS_PER_EVENT + i;
    return {
      isTrusted: true,
      pointerType: "mouse",
      timeStamp: (1000 * at) / RATE_HZ,
      screenX: 900 + 800 * Math.sin(at / 300),
      screenY: 500 + 400 * Math.sin(at / 170),
    };
  });
  const last = points[POINTS_PER_EVENT - 1];
  return {
    ...last,
    type: "pointermove",
    isPrimary: true,
    button: -1,
    buttons: 0,
    getCoalescedEvents: () => points,
  };
}

/** A window whose clock is the events' own, whose timers never ring, and whose sockets never open. */
function createPage(): Page & { dispatch(event: { type: string; timeStamp: number }): void } {
  let nowMs = 0;
  const listeners: [string, (event: unknown) => void][] = [];
  class Socket implements PageSocket {
    onopen = null;
    onmessage = null;
    onclose = null;
    send() {}
    close() {}
  }
  return {
    location: { href: "https://example.com/" },
    performance: { now: () => nowMs },
    screen: { width: 1920, height: 1080 },
    devicePixelRatio: 1,
    crypto: { getRandomValues: (values) => values },
    navigator: { sendBeacon: () => true },
    WebSocket: Socket,
    fetch: () => Promise.reject(new Error("no network")),
    setTimeout: () => 1,
    clearTimeout() {},
    addEventListener(type: string, listener: unknown) {
      listeners.push([type, listener as (event: unknown) => void]);
    },
    dispatch(event) {
      nowMs = event.timeStamp;
      for (const [type, listener] of listeners) if (type === event.type) listener(event);
    },
  };
}
