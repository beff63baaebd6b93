import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { lockFile } from "./lock-file.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-lock-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

function refusal(): string {
  try {
    lockFile(file, "runs/mine");
  } catch (error) {
    expect(error).toBeInstanceOf(RecognitionError);
    expect((error as RecognitionError).code).toBe("run-folder");
    return (error as RecognitionError).message;
  }
  throw new Error("the lock was given");
}

it("is held until it is let go, by this process too", () => {
  const unlock = lockFile(file, "runs/mine");
  expect(refusal()).toBe(`runs/mine: this process is writing this run; if it is not, remove ${file}`);
  unlock();
  expect(existsSync(file)).toBe(false);
  lockFile(file, "runs/mine")();
});

it("of a running process is refused", () => {
  // The process that started this one runs as long as this one does.
  writeFileSync(file, `${process.ppid} 123`);
  expect(refusal()).toContain(`runs/mine: process ${process.ppid} is writing this run`);
  expect(readFileSync(file, "utf8")).toBe(`${process.ppid} 123`);
});

it.each([
  ["of a process that has ended", () => String(spawnSync(process.execPath, ["-e", ""]).pid)],
  ["of an earlier process with this one's number", () => `${process.pid} 123`],
  ["that was cut short", () => ""],
  ["that holds something else", () => "-1 what"],
])("%s is void", (_, content) => {
  writeFileSync(file, content());
  const unlock = lockFile(file, "runs/mine");
  expect(readFileSync(file, "utf8").split(" ")[0]).toBe(String(process.pid));
  unlock();
});

it("that another process has taken over is left to it", () => {
  const unlock = lockFile(file, "runs/mine");
  writeFileSync(file, `${process.ppid} 123`);
  unlock();
  expect(existsSync(file)).toBe(true);
});
