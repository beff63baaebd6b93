import type { PointerEvent, PointerListener, PointerSource } from "../record/pointer-source.js";

/** A pointer that a test moves. */
export interface PointerStub {
  readonly source: PointerSource;
  /** What the recording listens with, once it has begun. */
  listener(): PointerListener;
  readonly stops: () => number;
}

export function createPointerStub(): PointerStub {
  let listening: PointerListener | undefined;
  let stops = 0;
  return {
    async source(listener) {
      listening = listener;
      return {
        async stop() {
          stops++;
        },
      };
    },
    listener() {
      if (listening === undefined) throw new Error("the recording has not begun");
      return listening;
    },
    stops: () => stops,
  };
}

/** Moves to the right, 10 ms apart. */
export function someMoves(count: number, from = 0): PointerEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    tMs: 10 * (from + i),
    x: from + i,
    y: 5,
    kind: "move",
    button: "none",
  }));
}
