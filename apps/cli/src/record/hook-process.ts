/**
 * A process of its own that hooks into the desktop's pointer and tells its parent what it sees. libuiohook
 * aborts the process it lives in when it finds no display, and Xlib exits it when the display goes.
 *
 * Handlers are registered for the pointer alone. The hook also sees keys; none of them is looked at, kept or
 * told.
 */
import { type HookEvent, type HookFailure, type HookReport, STOP } from "./hook-messages.js";

/** Events are told in batches this far apart. */
const BATCH_MS = 50;

/** `WheelDirection.VERTICAL` of uiohook-napi. */
const VERTICAL = 3;

// Ctrl-C in a terminal reaches this process too; the parent says when to stop.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
// Nobody's pointer is read once the recording process is gone.
process.on("disconnect", () => process.exit());

let batch: HookEvent[] = [];

try {
  await hook();
} catch (error) {
  fail(error);
}

async function hook(): Promise<void> {
  const { uIOhook } = await import("uiohook-napi").catch((error: unknown) => {
    throw Object.assign(new Error(messageOf(error)), { code: "load" });
  });
  uIOhook.on("mousemove", (event) => batch.push(pointed("move", event)));
  uIOhook.on("mousedown", (event) => batch.push(pointed("press", event)));
  uIOhook.on("mouseup", (event) => batch.push(pointed("release", event)));
  uIOhook.on("wheel", (event) => {
    const rotation = Number(event.direction) === VERTICAL ? event.rotation : 0;
    batch.push({ kind: "wheel", atMs: timeOf(event), x: event.x, y: event.y, rotation });
  });
  process.on("message", (message) => {
    if (message !== STOP) return;
    tellBatch(() => {
      uIOhook.stop();
      process.disconnect();
    });
  });
  uIOhook.start();
  tell({ type: "ready" });
  setInterval(() => {
    if (batch.length > 0) tellBatch();
  }, BATCH_MS);
}

interface HookedEvent {
  readonly time: number;
  readonly x: number;
  readonly y: number;
}

function pointed(
  kind: "move" | "press" | "release",
  event: HookedEvent & { readonly button: unknown },
): HookEvent {
  return { kind, atMs: timeOf(event), x: event.x, y: event.y, button: Number(event.button) };
}

/**
 * An X server stamps events to the millisecond, and hands them over in batches that may be hundreds of ms late.
 * Windows and macOS hand them over at once, but stamp them with a clock of 10 to 16 ms steps, or one whose unit
 * depends on the processor.
 */
function timeOf({ time }: HookedEvent): number {
  return process.platform === "win32" || process.platform === "darwin" ? performance.now() : time;
}

function tellBatch(then?: () => void): void {
  const events = batch;
  batch = [];
  tell({ type: "events", events }, then);
}

function fail(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  const failure: HookFailure = { code, message: messageOf(error) };
  tell({ type: "failed", failure }, () => process.exit(1));
}

function tell(report: HookReport, then: () => void = () => {}): void {
  process.send?.(report, undefined, undefined, then);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
