import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runStep } from "./run-step.mjs";

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

function runNode(script: string) {
  return runStep("a step", process.execPath, ["-e", script]);
}

it("gives the program's own exit code", async () => {
  expect(await runNode("")).toMatchObject({ code: 0 });
  expect(await runNode("process.exit(3)")).toMatchObject({ code: 3 });
});

it("gives 128 + n where signal n ended the program, as a shell does", async () => {
  expect(await runNode("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 9999)")).toMatchObject({
    code: 143,
  });
});

it("gives 127 where the program is not there", async () => {
  expect(await runStep("a step", "no-such-program-anywhere", [])).toMatchObject({ code: 127 });
});

it("hands a signal on to the program, and ends when that has ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "run-step-"));
  const ready = join(folder, "ready");
  const listen = "process.on('SIGHUP', () => process.exit(7)); setTimeout(() => {}, 50_000);";
  const running = runNode(`${listen} require('node:fs').writeFileSync(${JSON.stringify(ready)}, '')`);
  await vi.waitUntil(() => existsSync(ready), { timeout: 50_000 });
  process.emit("SIGHUP", "SIGHUP");
  expect(await running).toMatchObject({ code: 7 });
  expect(process.listenerCount("SIGHUP")).toBe(0);
  rmSync(folder, { recursive: true });
});
