import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DatasetError } from "./dataset-error.js";
import { importDataset } from "./import-dataset.js";
import { readDataset } from "./read-dataset.js";
import { folderWith, temporaryFolder } from "./testing/write-files.js";

const HEADER = "client timestamp,button,state,x,y";

function session(events: number, x = 1): string {
  const rows = Array.from({ length: events }, (_, i) => `${i * 10},NoButton,Move,${x},${i % 1000}`);
  return `${HEADER}\n${rows.join("\n")}\n`;
}

it("reports the store, its size and the way there", async () => {
  const dir = folderWith({ "user1/a.csv": session(3), "user1/b.csv": session(5), "user2/a.csv": session(7) });
  const out = join(temporaryFolder(), "not yet there", "store.parquet");
  const progress: number[][] = [];
  const onProgress = (now: { sessionsDone: number; sessionsTotal: number; events: number }) =>
    progress.push([now.sessionsDone, now.sessionsTotal, now.events]);
  const report = await importDataset({ dir, format: "dfl", out, onProgress });
  expect(report).toMatchObject({ sessions: 3, subjects: 2, events: 15, store: out });
  expect(report.bytes).toBe(readFileSync(out).length);
  expect(progress).toEqual([
    [1, 3, 3],
    [2, 3, 8],
    [3, 3, 15],
  ]);
});

it("takes folders and stores whose names hold the marks of SQL and of patterns", async () => {
  const odd = "it's [a] *{1}? - ü.parquet";
  const dir = join(temporaryFolder(), odd);
  mkdirSync(join(dir, "o'brien"), { recursive: true });
  writeFileSync(join(dir, "o'brien", "a'b.csv"), session(3));
  const out = join(temporaryFolder(), odd);
  await importDataset({ dir, format: "dfl", out });
  const { traces } = await readDataset({ store: out, subjects: ["o'brien"] });
  expect(traces.map(({ subject, session: name }) => [subject, name])).toEqual([["o'brien", "a'b"]]);
});

it("leaves an old store as it was, and nothing beside it, when an import fails on the way", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "store.parquet");
  await importDataset({ dir: folderWith({ "user1/a.csv": session(3) }), format: "dfl", out });
  const before = readFileSync(out);
  const dir = folderWith({ "user1/a.csv": session(3000), "user1/b.csv": session(5) });
  const onProgress = () => {
    throw new Error("stopped");
  };
  await expect(importDataset({ dir, format: "dfl", out, onProgress })).rejects.toThrow("stopped");
  const empty = folderWith({ "user1/a.csv": "" });
  await expect(importDataset({ dir: empty, format: "dfl", out })).rejects.toMatchObject({
    code: "nothing-usable",
  });
  expect(readFileSync(out).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(["store.parquet"]);
});

it("writes the same bytes for the same files", async () => {
  const dir = folderWith({ "user1/a.csv": session(3000), "user2/a.csv": session(2000, 9) });
  const folder = temporaryFolder();
  for (const name of ["a", "b"]) await importDataset({ dir, format: "dfl", out: join(folder, name) });
  expect(readFileSync(join(folder, "a")).equals(readFileSync(join(folder, "b")))).toBe(true);
});

it("says in one line what it cannot write", async () => {
  const dir = folderWith({ "user1/a.csv": session(3), file: "" });
  const attempt = importDataset({ dir, format: "dfl", out: join(dir, "file", "store.parquet") });
  await expect(attempt).rejects.toThrow(DatasetError);
  await expect(attempt).rejects.toMatchObject({ code: "write-failed" });
  expect(existsSync(join(dir, "file", "store.parquet"))).toBe(false);
});

it("reads and imports a file far larger than the memory it reads with", async () => {
  const events = 700_000;
  const dir = folderWith({ "user1/a.csv": session(events, 1234.5) });
  const out = join(temporaryFolder(), "store.parquet");
  expect(await importDataset({ dir, format: "dfl", out })).toMatchObject({ events, sessions: 1 });
  const { traces } = await readDataset({ store: out });
  expect(traces[0]?.tMs[events - 1]).toBe((events - 1) * 10);
  expect(traces[0]?.y.every((y, i) => y === i % 1000)).toBe(true);
});
