import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import { DatasetError } from "./dataset-error.js";
import { importDataset } from "./import-dataset.js";
import { readDataset } from "./read-dataset.js";
import { openEngine } from "./store/layout.js";
import { folderWith, temporaryFolder } from "./testing/write-files.js";

const SESSION = `client timestamp,button,state,x,y\n${Array.from({ length: 50 }, (_, i) => `${i},NoButton,Move,${i},7`).join("\n")}\n`;

async function newStore(): Promise<string> {
  const out = join(temporaryFolder(), "store.parquet");
  await importDataset({
    dir: folderWith({ "user1/a.csv": SESSION, "user2/b.csv": SESSION }),
    format: "dfl",
    out,
  });
  return out;
}

async function writtenBy(sql: (path: string) => string): Promise<string> {
  const path = join(temporaryFolder(), "other.parquet");
  const engine = await openEngine();
  await engine.connection.run(sql(path));
  engine.close();
  return path;
}

it("lists the known formats when it does not know one", async () => {
  const attempt = readDataset({ dir: temporaryFolder(), format: "balabitt" });
  await expect(attempt).rejects.toMatchObject({
    code: "unknown-format",
    message:
      'No data set format is called "balabitt"; known are: balabit, chaoshen, delbot, dfl, gmail, sapimouse, slider',
  });
});

it("wants a folder with its format, or a store", async () => {
  await expect(readDataset({})).rejects.toMatchObject({ code: "bad-options" });
  await expect(readDataset({ dir: "a", store: "b", format: "dfl" })).rejects.toMatchObject({
    code: "bad-options",
  });
  await expect(readDataset({ dir: "a" })).rejects.toMatchObject({ code: "bad-options" });
});

it("says what is missing", async () => {
  const gone = join(temporaryFolder(), "gone");
  await expect(readDataset({ dir: gone, format: "dfl" })).rejects.toThrow(
    `${gone}: expected a data set's folder`,
  );
  await expect(readDataset({ store: gone })).rejects.toMatchObject({ code: "not-found" });
  await expect(readDataset({ store: temporaryFolder() })).rejects.toThrow(DatasetError);
  const dir = folderWith({ "a/b/c/d.csv": SESSION });
  await expect(readDataset({ dir, format: "dfl" })).rejects.toThrow(
    "expected USER/SESSION.csv, found 1 other files, such as a/b/c/d.csv",
  );
  await expect(readDataset({ dir: join(dir, "a/b/c/d.csv"), format: "dfl" })).rejects.toThrow("found a file");
});

it("names the subjects there are when those asked for are not", async () => {
  const expected = /holds no session of user9; its subjects are user1, user2/;
  const dir = folderWith({ "user1/a.csv": SESSION, "user2/b.csv": SESSION });
  await expect(readDataset({ dir, format: "dfl", subjects: ["user9"] })).rejects.toThrow(expected);
  await expect(readDataset({ store: await newStore(), subjects: ["user9"] })).rejects.toThrow(expected);
  await expect(readDataset({ store: await newStore(), subjects: [] })).rejects.toMatchObject({
    code: "nothing-usable",
  });
});

it.skipIf(process.getuid?.() === 0)(
  "reports a file that it may not read (needs a user that is not root)",
  async () => {
    const dir = folderWith({ "user1/a.csv": SESSION, "user2/b.csv": SESSION });
    chmodSync(join(dir, "user1/a.csv"), 0);
    const { report } = await readDataset({ dir, format: "dfl" });
    expect(report.rejected).toMatchObject({
      files: 1,
      reasons: [{ file: "user1/a.csv", found: "EACCES from open" }],
    });
  },
);

it("refuses what is no store, another version's or another format's", async () => {
  const store = await newStore();
  await expect(readDataset({ store, format: "balabit" })).rejects.toMatchObject({
    code: "store-format",
    message: `${store}: expected sessions from balabit, found dfl`,
  });
  const text = join(temporaryFolder(), "text");
  writeFileSync(text, "a,b\n1,2\n");
  await expect(readDataset({ store: text })).rejects.toMatchObject({ code: "not-a-store" });
  const other = await writtenBy((path) => `COPY (SELECT 1 AS a) TO '${path}' (FORMAT parquet)`);
  await expect(readDataset({ store: other })).rejects.toMatchObject({ code: "not-a-store" });
  const keys = "KV_METADATA {wristprint_store: '999', wristprint_format: 'dfl'}";
  const later = await writtenBy((path) => `COPY (SELECT 1 AS a) TO '${path}' (FORMAT parquet, ${keys})`);
  await expect(readDataset({ store: later })).rejects.toThrow(/expected a store of version 1, found 999/);
  const lacking = await writtenBy(
    (path) => `COPY (SELECT 1 AS a) TO '${path}' (FORMAT parquet, ${keys.replace("999", "1")})`,
  );
  await expect(readDataset({ store: lacking })).rejects.toMatchObject({ code: "store-corrupt" });
});

it("refuses a store that was cut short, wherever", async () => {
  const store = await newStore();
  const whole = readFileSync(store);
  for (const share of [0.001, 0.1, 0.5, 0.9, 0.999]) {
    writeFileSync(store, whole.subarray(0, Math.floor(share * whole.length)));
    await expect(readDataset({ store })).rejects.toThrow(DatasetError);
  }
});

it("answers a store with flipped bytes with traces or a DatasetError", async () => {
  const store = await newStore();
  const whole = readFileSync(store);
  const random = createRandom("flipped store");
  let refused = 0;
  for (let attempt = 0; attempt < 60; attempt++) {
    const bytes = Buffer.from(whole);
    for (let flips = 1 + random.integer(4); flips > 0; flips--) {
      bytes[random.integer(bytes.length)] = random.integer(256);
    }
    writeFileSync(store, bytes);
    const outcome = await readDataset({ store }).catch((error: unknown) => error);
    if (outcome instanceof DatasetError) {
      expect(outcome.message).not.toContain("\n");
      refused++;
    } else expect(outcome).toHaveProperty("traces");
  }
  expect(refused).toBeGreaterThan(5);
});
