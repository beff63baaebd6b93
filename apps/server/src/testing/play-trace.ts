import type { Page } from "playwright-core";

/** One event of a recorded session. */
export interface PlayedEvent {
  readonly tMs: number;
  readonly x: number;
  readonly y: number;
  readonly state: "move" | "drag" | "press" | "release";
  readonly button: "none" | "left" | "right" | "middle";
}

/** How far ahead of the clock a stamp may be: the browser script trusts a minute. */
export const PLAYED_AT_ONCE_MS = 55_000;
/** Calls under way at once. */
const WINDOW = 200;

/**
 * Plays events into a page as its pointer's, through the browser's own input, each with the stamp it was recorded
 * with: the page's handlers and the recording see real pointer events at the original times, only sooner.
 * @param events spanning at most {@link PLAYED_AT_ONCE_MS}
 */
export async function playTrace(page: Page, events: readonly PlayedEvent[]): Promise<void> {
  const [first] = events;
  if (!first) return;
  const input = await page.context().newCDPSession(page);
  // Events from before the recording began are none of its business.
  const startS = Date.now() / 1000 + 0.05;
  let held: PlayedEvent["button"] = "none";
  let sent: Promise<unknown>[] = [];
  for (const { tMs, x, y, state, button } of events) {
    if (state === "press") held = button;
    const moves = state === "move" || state === "drag";
    const call = input.send("Input.dispatchMouseEvent", {
      type: state === "press" ? "mousePressed" : state === "release" ? "mouseReleased" : "mouseMoved",
      x,
      y,
      button: moves ? held : button,
      buttons: { none: 0, left: 1, right: 2, middle: 4 }[held],
      clickCount: moves ? 0 : 1,
      timestamp: startS + (tMs - first.tMs) / 1000,
    });
    if (state === "release") held = "none";
    sent.push(call);
    if (sent.length === WINDOW) {
      await Promise.all(sent);
      sent = [];
    }
  }
  await Promise.all(sent);
  await input.detach();
}

/** Cuts a session into stretches that can be played at once. */
export function playableStretches(events: readonly PlayedEvent[]): PlayedEvent[][] {
  const stretches: PlayedEvent[][] = [];
  let startMs = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.tMs - startMs > PLAYED_AT_ONCE_MS) {
      stretches.push([]);
      startMs = event.tMs;
    }
    stretches.at(-1)?.push(event);
  }
  return stretches;
}
