import type { HookFailure } from "./hook-messages.js";

/** What is known of a hook that did not start. */
export interface HookEnd {
  /** What the process said; `undefined` where it died without a word. */
  readonly failure: HookFailure | undefined;
  /** What it and its libraries wrote on stderr. */
  readonly stderr: string;
  /** How it ended: an exit code or a signal. */
  readonly ending: string;
}

export interface Desktop {
  readonly platform: NodeJS.Platform;
  /** `DISPLAY`, which names an X server. */
  readonly display: string | undefined;
}

/** One line that says why the pointer cannot be read, and what would help. */
export function explainHookFailure({ failure, stderr, ending }: HookEnd, desktop: Desktop): string {
  const code = failure?.code ?? "";
  if (code === "load") {
    const reason = failure?.message.split("\n")[0];
    return `a desktop's pointer is read by the package uiohook-napi, which does not load here: ${reason}`;
  }
  // libuiohook dies before it can say so by its code.
  if (code.includes("X_OPEN_DISPLAY") || stderr.includes("XOpenDisplay failure")) return noDisplay(desktop);
  if (code.includes("X_RECORD")) {
    return `the X server ${desktop.display} with its extension RECORD expected, which it lacks or refuses`;
  }
  if (code.includes("AXAPI_DISABLED") || code.includes("EVENT_PORT")) {
    return "macOS lets no program read the pointer without leave: allow your terminal in System Settings, Privacy & Security, Accessibility, and start it anew";
  }
  return `the desktop's pointer cannot be read: ${failure?.message ?? ending}`;
}

/** What to say where there is no desktop that could be recorded. */
export function noDisplay({ display }: Desktop): string {
  const found = display ? `the one that DISPLAY names, ${display}, does not answer` : "DISPLAY names none";
  return `a desktop with an X server expected: ${found}`;
}
