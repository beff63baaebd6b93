import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { UsageError } from "../usage-error.js";
import { type Desktop, explainHookFailure, noDisplay } from "./explain-hook-failure.js";
import { type HookEvent, type HookFailure, type HookReport, STOP } from "./hook-messages.js";
import type { PointerListener, PointerSource, RunningSource } from "./pointer-source.js";
import { createHookReader } from "./read-hook-events.js";

const HOOK_PROCESS = fileURLToPath(new URL("./hook-process.js", import.meta.url));

/** How long the hook may take to begin, and to end when it is told to. */
const BEGIN_PATIENCE_MS = 15_000;
const END_PATIENCE_MS = 2_000;

/** The pointer of this machine's desktop, read by a process of its own: see hook-process.ts. */
export function desktopPointer(desktop: Desktop): PointerSource {
  return async (listener) => {
    // Without asking: libuiohook would answer by an abort, which desktops report as a crash.
    const needsDisplay = desktop.platform !== "win32" && desktop.platform !== "darwin";
    if (needsDisplay && !desktop.display) throw new UsageError(noDisplay(desktop));
    return startHook(listener, desktop);
  };
}

function startHook(listener: PointerListener, desktop: Desktop): Promise<RunningSource> {
  const child = fork(HOOK_PROCESS, { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const tellEvents = eventTeller(listener);
  const kill = () => child.kill("SIGKILL");
  let state: "beginning" | "running" | "ending" = "beginning";
  let failure: HookFailure | undefined;
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });

  return new Promise((resolve, reject) => {
    const begin = setTimeout(kill, BEGIN_PATIENCE_MS);
    // Comes when the process is gone and everything that it said was heard.
    const closed = new Promise<void>((close) => {
      child.on("close", (code, signal) => {
        clearTimeout(begin);
        const ending =
          signal === null ? `its process ended with code ${code}` : `${signal} ended its process`;
        if (state === "beginning") {
          reject(new UsageError(explainHookFailure({ failure, stderr, ending }, desktop)));
        } else if (state === "running") {
          listener.onBreak(`the desktop's pointer cannot be read any more: ${ending}`);
        }
        close();
      });
    });
    child.on("error", reject);
    child.on("message", (report: HookReport) => {
      if (report.type === "events") return tellEvents(report.events);
      if (report.type === "failed") {
        failure = report.failure;
        return;
      }
      clearTimeout(begin);
      state = "running";
      resolve({
        async stop() {
          state = "ending";
          const end = setTimeout(kill, END_PATIENCE_MS);
          // It may be gone already, which is what is wanted.
          child.send(STOP, () => {});
          await closed;
          clearTimeout(end);
        },
      });
    });
  });
}

function eventTeller(listener: PointerListener): (events: readonly HookEvent[]) => void {
  const read = createHookReader();
  return (events) => listener.onEvents(events.map(read).filter((event) => event !== undefined));
}
