import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "./open-store.js";
import { openPglite } from "./pglite.js";
import { furnishDataFolder, openNewDatabase } from "./testing/pglite-snapshot.js";
import { newProject } from "./testing/samples.js";
import { storeConformance } from "./testing/store-conformance.js";
import { withFolder } from "./testing/with-folder.js";

describe("the store on PGlite in this thread", () => storeConformance(openNewDatabase));

describe("the store on PGlite in a folder and a thread of its own", () =>
  storeConformance(async () => {
    const folder = await mkdtemp(join(tmpdir(), "wristprint-store-"));
    await furnishDataFolder(folder);
    const opened = await openPglite(folder);
    const close = async () => {
      await opened.close();
      await rm(folder, { recursive: true });
    };
    return { ...opened, close };
  }));

const now = () => new Date("2026-03-01T10:00:00.000Z");

it("finds in its folder what was written before it was closed, and has it open once at a time", {
  timeout: 300_000,
}, async () => {
  await withFolder(async (folder) => {
    const dataFolder = join(folder, "not there yet");
    // As a process leaves it that is killed while it makes the database.
    mkdirSync(join(dataFolder, "database.unfinished"), { recursive: true });
    writeFileSync(join(dataFolder, "database.unfinished", "PG_VERSION"), "1");
    const first = await openStore({ dataFolder, now });
    const project = await newProject(first);
    await expect(openStore({ dataFolder, now })).rejects.toMatchObject({ code: "bad-setting" });
    await first.close();
    const second = await openStore({ dataFolder, now });
    expect(await second.projects.list()).toEqual([project]);
    await second.close();
  });
});
