import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fileCheckpoint } from "./checkpoint.js";
import type { TensorFile } from "./tensor-file.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-checkpoint-"));
  path = join(folder, "training.safetensors");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const saved = (n: number): TensorFile => ({
  state: n,
  tensors: new Map([["all", { shape: [3], data: new Float32Array(3).fill(n) }]]),
});

it("holds what was saved last, and nothing before", () => {
  const store = fileCheckpoint(path);
  expect(store.load()).toBeUndefined();
  store.save(saved(1));
  store.save(saved(2));
  expect(fileCheckpoint(path).load()).toEqual(saved(2));
});

it("keeps the old one where the new cannot be written", () => {
  const store = fileCheckpoint(path);
  store.save(saved(1));
  const broken = { state: 2, tensors: new Map([["all", { shape: [9], data: new Float32Array(3) }]]) };
  expect(() => store.save(broken)).toThrow(expect.objectContaining({ code: "shape" }));
  expect(store.load()).toEqual(saved(1));
});

it("is not confused by what a killed writer left beside it", () => {
  writeFileSync(`${path}.writing`, "half a checkpo");
  const store = fileCheckpoint(path);
  expect(store.load()).toBeUndefined();
  store.save(saved(1));
  expect(store.load()).toEqual(saved(1));
});

it("names the file that is none", () => {
  writeFileSync(path, "not a checkpoint at all");
  expect(() => fileCheckpoint(path).load()).toThrow(
    expect.objectContaining({ code: "checkpoint", message: expect.stringContaining(path) }),
  );
});

it("is whole after its writer is killed at any moment", async () => {
  const script = fileURLToPath(new URL("../testing/write-checkpoints.mjs", import.meta.url));
  for (let round = 0; round < 8; round++) {
    const writer = spawn(process.execPath, [script, path], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(writer, "exit");
    const begun = await Promise.race([once(writer.stdout, "data"), ended.then(() => undefined)]);
    expect(begun, "the writer runs; it needs the build").toBeDefined();
    await pause(3 * round);
    writer.kill("SIGKILL");
    expect((await ended)[1]).toBe("SIGKILL");
    const { state, tensors } = fileCheckpoint(path).load() as TensorFile;
    const { data } = tensors.get("all") as { data: Float32Array };
    expect(data.length).toBe(500_000);
    expect(data.every((value) => value === state)).toBe(true);
  }
});
