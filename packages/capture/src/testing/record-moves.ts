import type { FakePage } from "./fake-page.js";

/** Moves the mouse `count` times, a millisecond apart; x counts on from `from`, so that none is like another. */
export function recordMoves(page: FakePage, count: number, from = 0) {
  for (let i = 0; i < count; i++) {
    page.nowMs += 1;
    page.pointer("pointermove", { screenX: from + i, screenY: 7 });
  }
}
