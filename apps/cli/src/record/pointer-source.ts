import type { Button, EventKind } from "@wristprint/core";

export interface PointerEvent {
  /** Milliseconds since the session's first event. */
  readonly tMs: number;
  /** Pixels of the desktop; negative left of and above its first screen. */
  readonly x: number;
  readonly y: number;
  readonly kind: EventKind;
  readonly button: Button;
}

export interface PointerListener {
  /** Events in the order in which they happened. */
  onEvents(events: readonly PointerEvent[]): void;
  /** The source is gone, and nothing more will come; called once at most, and not after `stop`. */
  onBreak(reason: string): void;
}

export interface RunningSource {
  /** Resolves when all events that happened before are told and the source is let go. */
  stop(): Promise<void>;
}

/**
 * Where pointer events come from; resolves once they are being told.
 * @throws UsageError where this machine, or its settings, let nobody read the pointer
 */
export type PointerSource = (listener: PointerListener) => Promise<RunningSource>;
