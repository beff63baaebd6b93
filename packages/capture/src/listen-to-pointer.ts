import {
  DRAG,
  EXTRA,
  LEFT,
  MIDDLE,
  MOUSE,
  MOVE,
  NONE,
  PEN,
  PRESS,
  RELEASE,
  RIGHT,
  SCRIPT,
  SCROLL,
  SCROLL_DOWN,
  SCROLL_UP,
  TOUCH,
} from "./codes.js";
import type { Page } from "./page.js";

/**
 * Gets each event of the pointer, in order.
 *
 * @param code kind | button << 3 | pointer type << 6
 * @param stampMs the event's own `timeStamp`
 * @param x CSS px on the screen, as y; may have a fraction
 */
export type PointerSink = (code: number, stampMs: number, x: number, y: number) => void;

/** The codes of `event.button` 0, 1 and 2, and the bits of 0 to 5 in `event.buttons`. */
const BUTTON_CODES = [LEFT, MIDDLE, RIGHT];
const BUTTON_BITS = [1, 4, 2, 8, 16, 32];

/**
 * Listens to pointer and wheel events, and to nothing else: no keys, no elements, no content.
 * Of several fingers the first counts. A press that the browser takes over, to scroll or to drag, has no
 * release. Ends with the signal.
 */
export function listenToPointer(page: Page, signal: AbortSignal, sink: PointerSink) {
  let held = 0;

  function pass(kind: number, button: number, event: MouseEvent) {
    const code = kind | (button << 3) | (pointerCode(event) << 6);
    sink(code, event.timeStamp, event.screenX, event.screenY);
  }

  function onMove(event: PointerEvent) {
    // With a button held, pressing or releasing another one comes as a move.
    const bit = BUTTON_BITS[event.button];
    if ((event.buttons ^ held) & bit) {
      pass(event.buttons & bit ? PRESS : RELEASE, buttonCode(event.button), event);
    } else {
      const points = event.getCoalescedEvents?.();
      for (const point of points?.length ? points : [event]) {
        pass(event.buttons ? DRAG : MOVE, heldCode(event.buttons), point);
      }
    }
  }

  function onWheel(event: WheelEvent) {
    if (event.deltaY) pass(event.deltaY > 0 ? SCROLL_DOWN : SCROLL_UP, SCROLL, event);
  }

  function onEvent(event: Event) {
    const { type } = event;
    const pointer = event as PointerEvent;
    if (type === "wheel") {
      onWheel(event as WheelEvent);
    } else if (pointer.isPrimary || !pointer.isTrusted) {
      if (type === "pointermove") onMove(pointer);
      else pass(type === "pointerdown" ? PRESS : RELEASE, buttonCode(pointer.button), pointer);
      held = pointer.buttons;
    }
  }

  for (const type of ["pointermove", "pointerdown", "pointerup", "wheel"]) {
    // Seen by the window before any element; never in the way of scrolling.
    page.addEventListener(type, onEvent, { capture: true, passive: true, signal });
  }
}

function pointerCode(event: MouseEvent): number {
  if (!event.isTrusted) return SCRIPT;
  const { pointerType } = event as PointerEvent;
  return pointerType === "pen" ? PEN : pointerType === "touch" ? TOUCH : MOUSE;
}

/** @param button as in `event.button`; 3 and above are a mouse's extra buttons and a pen's eraser */
function buttonCode(button: number): number {
  return BUTTON_CODES[button] ?? EXTRA;
}

/** @param buttons as in `event.buttons`, one bit each */
function heldCode(buttons: number): number {
  return buttons & 1 ? LEFT : buttons & 2 ? RIGHT : buttons & 4 ? MIDDLE : buttons ? EXTRA : NONE;
}
