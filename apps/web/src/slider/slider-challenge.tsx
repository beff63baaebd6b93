import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useWidth } from "../parts/use-width.js";

const HANDLE_PX = 48;
/** So near to the gap's middle counts as in it. */
const NEAR_PX = 6;
const KEY_PX = 4;
const LARGE_KEY_PX = 40;

/**
 * A handle to be slid into a gap, with a pointer or the arrow keys: one try, over when it is let go.
 *
 * @param gap where the gap is: 0 at the lane's start, 1 at its end
 * @param onDone told how far from the gap's middle it was let go, px
 */
export function SliderChallenge({
  gap,
  onDone,
}: {
  readonly gap: number;
  readonly onDone: (offPx: number) => void;
}) {
  const { width, measure } = useWidth<HTMLDivElement>(600);
  const [at, setAt] = useState(0);
  const [over, setOver] = useState(false);
  /** From the pointer to the handle, while it is held. */
  const held = useRef<number | null>(null);
  const lane = useRef<HTMLDivElement>(null);
  const most = Math.max(1, width - HANDLE_PX);
  const gapAt = Math.round(gap * most);

  // What is to be done now has the focus: the keyboard is enough for it.
  useEffect(() => lane.current?.focus({ preventScroll: true }), []);

  const slideTo = (px: number) => setAt(Math.max(0, Math.min(most, px)));
  const finish = (px: number) => {
    setOver(true);
    onDone(px - gapAt);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (over) return;
    const step = event.shiftKey ? LARGE_KEY_PX : KEY_PX;
    const to = {
      ArrowLeft: at - step,
      ArrowDown: at - step,
      ArrowRight: at + step,
      ArrowUp: at + step,
      PageDown: at - LARGE_KEY_PX,
      PageUp: at + LARGE_KEY_PX,
      Home: 0,
      End: most,
    }[event.key];
    if (event.key === "Enter" || event.key === " ") finish(at);
    else if (to === undefined) return;
    else slideTo(to);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (held.current !== null) slideTo(event.clientX + held.current);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (held.current === null) return;
    const px = Math.max(0, Math.min(most, event.clientX + held.current));
    held.current = null;
    setAt(px);
    finish(px);
  };

  return (
    <div ref={measure} className="slider-lane">
      <div className="slider-gap" style={{ insetInlineStart: gapAt, inlineSize: HANDLE_PX }} />
      <div
        ref={lane}
        className="slider-handle"
        role="slider"
        tabIndex={0}
        aria-label="Slide into the gap"
        aria-valuemin={0}
        aria-valuemax={Math.round(most)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={sayPlace(at - gapAt)}
        aria-disabled={over}
        style={{ insetInlineStart: at, inlineSize: HANDLE_PX }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (over) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = at - event.clientX;
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
      >
        <span aria-hidden="true">→</span>
      </div>
    </div>
  );
}

/** @param offPx from the gap's middle */
export function isInGap(offPx: number): boolean {
  return Math.abs(offPx) <= NEAR_PX;
}

function sayPlace(offPx: number): string {
  if (isInGap(offPx)) return "in the gap";
  return offPx < 0 ? `${Math.round(-offPx)} before the gap` : `${Math.round(offPx)} behind the gap`;
}
