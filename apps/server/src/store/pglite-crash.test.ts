/** A promise as a test: what was acknowledged is there after the process was killed. KILLS=50 kills more often. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import { openStore } from "./open-store.js";
import { furnishDataFolder } from "./testing/pglite-snapshot.js";
import { withFolder } from "./testing/with-folder.js";

const kills = Number(process.env.KILLS ?? 4);
const writer = fileURLToPath(new URL("./testing/write-batches.mjs", import.meta.url));

it(`keeps every acknowledged batch, none twice, over ${kills} kills`, {
  timeout: 120_000 + kills * 60_000,
}, async () => {
  const random = createRandom(20260301);
  await withFolder(async (folder) => {
    await furnishDataFolder(folder);
    const kept = new Map<number, number>();
    let session = "";
    for (let recording = 1; recording <= kills; recording++) {
      const lines = await writeUntilKilled(folder, recording, random.uniform);
      session = lines.find((line) => line.startsWith("session "))?.slice(8) ?? session;
      const last = lines.findLast((line) => line.startsWith("kept "));
      if (last !== undefined) kept.set(recording, Number(last.split(" ")[2]));
    }
    expect(kept.size).toBeGreaterThan(0);

    const store = await openStore({ dataFolder: folder, now: () => new Date(0) });
    const rows = await store.recordings.batches(session);
    await store.close();
    for (const [recording, acknowledged] of kept) {
      const sequences = rows.filter((row) => row.recording === recording).map(({ sequence }) => sequence);
      // More than was acknowledged may be there, but in whole and in order.
      expect(sequences).toEqual(sequences.map((_, i) => i + 1));
      expect(sequences.length).toBeGreaterThanOrEqual(acknowledged);
    }
    const damaged = rows.filter(({ bytes, sequence }) => bytes.some((byte) => byte !== (sequence & 255)));
    expect(damaged).toEqual([]);
  });
});

/**
 * Kills the writer after some acknowledgements and a moment more.
 * @returns the whole lines that it said before
 */
async function writeUntilKilled(folder: string, recording: number, uniform: () => number): Promise<string[]> {
  const enough = 1 + Math.floor(uniform() * 40);
  const momentMs = uniform() * 30;
  const args = [writer, folder, `${recording}`, `${recording * 7919}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  let said = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    said += text;
    if (said.split("\nkept ").length > enough) setTimeout(() => child.kill("SIGKILL"), momentMs);
  });
  const [code, signal] = await closed;
  if (signal !== "SIGKILL") throw new Error(`the writer ended by itself with ${code}`);
  return said.split("\n").slice(0, -1);
}
