/** Bytes flipped at random: rows are counted out or the data is refused, in a line, and nothing else happens. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom, type Random } from "@wristprint/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectRefusal, jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder, writeSmallData } from "../testing/small-data.js";

/** More by hand: `TRIES=200 npx vitest run apps/cli/src/commands/corrupted-files.test.ts`. */
const FILE_TRIES = Number(process.env.TRIES ?? 20);
const STORE_TRIES = Number(process.env.TRIES ?? 6);

const folder = temporaryFolder();
const data = join(folder.path, "data");
const store = join(folder.path, "store.parquet");
beforeAll(async () => {
  await writeSmallData(data);
  await jsonOf(["datasets", "import", data, "--format", "balabit", "--out", store]);
});
afterAll(folder.remove);

function flipBytes(file: string, random: Random): void {
  const bytes = readFileSync(file);
  // From one byte to one in a hundred.
  const flips = 1 + random.integer(Math.ceil(bytes.length / 100));
  for (let i = 0; i < flips; i++) bytes[random.integer(bytes.length)] ^= 1 + random.integer(255);
  writeFileSync(file, bytes);
}

async function expectCountedOrRefused(words: readonly string[]): Promise<"counted" | "refused"> {
  const finished = await runWristprint(words);
  if (finished.code === 0) {
    expect(finished.stderr).toBe("");
    expect(JSON.parse(finished.stdout).rejected.count).toBeGreaterThanOrEqual(0);
    return "counted";
  }
  expectRefusal(finished, new RegExp(folder.path));
  return "refused";
}

function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = { counted: 0, refused: 0 };
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Two at a time. */
async function tryOften(
  tries: number,
  attempt: (number: number) => Promise<string>,
): Promise<Record<string, number>> {
  const outcomes: string[] = [];
  for (let number = 0; number < tries; number += 2) {
    outcomes.push(...(await Promise.all([attempt(number), attempt(number + 1)])));
  }
  const counts = tally(outcomes);
  if (tries > 20) console.log(counts);
  return counts;
}

const timeout = 3000 * (FILE_TRIES + STORE_TRIES);

it(`counts the rows out of ${FILE_TRIES} corrupted files`, { timeout }, async () => {
  const counts = await tryOften(FILE_TRIES, async (number) => {
    const dir = join(folder.path, `folder-${number}`);
    const sessions = join("training_files", "user1");
    cpSync(join(data, sessions), join(dir, sessions), { recursive: true });
    flipBytes(join(dir, sessions, "session_00010000"), createRandom(`folder ${number}`));
    return expectCountedOrRefused(["datasets", "blocks", dir, "--format", "balabit", "--json"]);
  });
  // The second session is whole, so there is always something to read.
  expect(counts).toEqual({ counted: FILE_TRIES, refused: 0 });
});

it(`refuses most of ${STORE_TRIES} corrupted stores`, { timeout }, async () => {
  const counts = await tryOften(STORE_TRIES, async (number) => {
    const parquet = join(folder.path, `store-${number}.parquet`);
    cpSync(store, parquet);
    flipBytes(parquet, createRandom(`store ${number}`));
    return expectCountedOrRefused(["datasets", "blocks", parquet, "--json"]);
  });
  expect(counts.refused).toBeGreaterThan(STORE_TRIES / 2);
});
