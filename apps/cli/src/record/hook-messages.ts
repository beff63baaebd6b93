/** What the process that reads the desktop's pointer and the process that records it say to each other. */

/** A pointer event as the hook tells it. No event of the keyboard has a form here. */
export type HookEvent =
  | {
      readonly kind: "move" | "press" | "release";
      /** Milliseconds on a clock that starts anywhere and may wrap at 2³². */
      readonly atMs: number;
      readonly x: number;
      readonly y: number;
      /** 1 left, 2 right, 3 middle, others further ones; 0 for none. */
      readonly button: number;
    }
  | {
      readonly kind: "wheel";
      readonly atMs: number;
      readonly x: number;
      readonly y: number;
      /** Above zero towards the person (down), below away (up); 0 where the wheel turned sideways. */
      readonly rotation: number;
    };

export type HookReport =
  | { readonly type: "ready" }
  | { readonly type: "events"; readonly events: readonly HookEvent[] }
  | { readonly type: "failed"; readonly failure: HookFailure };

export interface HookFailure {
  /** "load" where the native module does not load; else the hook's own code, where it gave one. */
  readonly code: string | undefined;
  readonly message: string;
}

/** All that the recording process ever says: to tell what is left, and to end. */
export const STOP = "stop";
