import type { Button } from "@wristprint/core";
import type { HookEvent } from "./hook-messages.js";
import type { PointerEvent } from "./pointer-source.js";

/** Clocks of 32 bits begin again after 49.7 days; a step back by more than half of that is one. */
const WRAP_MS = 2 ** 32;

const BUTTONS: readonly Button[] = ["none", "left", "right", "middle"];

/**
 * Turns one session's hook events into pointer events: times count from the first, a move while a button is
 * held is a drag and names the button pressed last, turns of the wheel are scrolls. `undefined` for what a
 * session does not hold: the wheel turned sideways.
 */
export function createHookReader(): (event: HookEvent) => PointerEvent | undefined {
  const held: Button[] = [];
  let originMs: number | undefined;
  let wrappedMs = 0;
  let lastMs = 0;

  function timeOf(atMs: number): number {
    originMs ??= atMs;
    if (atMs - lastMs < -WRAP_MS / 2) wrappedMs += WRAP_MS;
    lastMs = atMs;
    return Math.round(atMs + wrappedMs - originMs);
  }

  return (event) => {
    if (event.kind === "wheel" && event.rotation === 0) return undefined;
    const { atMs, x, y } = event;
    const place = { tMs: timeOf(atMs), x, y };
    if (event.kind === "wheel") {
      return { ...place, kind: event.rotation > 0 ? "scrollDown" : "scrollUp", button: "scroll" };
    }
    if (event.kind === "move") {
      const button = held.at(-1);
      return button === undefined
        ? { ...place, kind: "move", button: "none" }
        : { ...place, kind: "drag", button };
    }
    const button = buttonOf(event.button);
    const at = held.indexOf(button);
    if (at >= 0) held.splice(at, 1);
    if (event.kind === "press") held.push(button);
    return { ...place, kind: event.kind, button };
  };
}

function buttonOf(number: number): Button {
  return number > 0 ? (BUTTONS[number] ?? "x") : "x";
}
