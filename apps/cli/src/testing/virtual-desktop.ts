/** A desktop that nobody sees, whose pointer a test moves: Xvfb and xdotool. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

export interface VirtualDesktop {
  /** What `DISPLAY` must be for programs on it. */
  readonly display: string;
  /** Does what the words of one xdotool command line say. */
  point(line: string): void;
  stop(): Promise<void>;
}

/** Why there can be no virtual desktop here; `undefined` where there can. */
export function whyNoVirtualDesktop(): string | undefined {
  if (process.platform !== "linux") return "Xvfb and xdotool are Linux's";
  const missing = ["Xvfb", "xdotool"].filter((program) => spawnSync(program, ["-help"]).error !== undefined);
  if (missing.length === 0) return undefined;
  return `no ${missing.join(" and no ")} found; Debian: apt-get install xvfb xdotool`;
}

export async function startVirtualDesktop(): Promise<VirtualDesktop> {
  // It takes a number that is free and tells it through its descriptor 3.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const ended = once(server, "close");
  const display = `:${await numberFrom(server.stdio[3] as Readable)}`;
  const env = { ...process.env, DISPLAY: display };
  return {
    display,
    point(line) {
      // A server hands recorded events on when it next answers anybody; a busy desktop's does all the time.
      execFileSync("xdotool", [...line.split(" "), "getmouselocation"], { env, stdio: "pipe" });
    },
    async stop() {
      server.kill();
      await ended;
    },
  };
}

async function numberFrom(stream: Readable): Promise<string> {
  let told = "";
  for await (const chunk of stream) {
    told += String(chunk);
    if (told.endsWith("\n")) return told.trim();
  }
  throw new Error("Xvfb ended before it had a display");
}
