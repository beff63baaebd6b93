import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import { openReplayStore } from "./replay-store.js";
import { someTracks } from "./testing/some-tracks.js";

/** A process runs the build, because Node 20 does not read TypeScript. */
const BUILD = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
const built = existsSync(BUILD);
const KILLS = Number(process.env.KILLS ?? 6);

/** Adds the tracks it is handed, erasing a subject after every seventh; tells what it begins and what is done. */
const CHILD = `
const { readFileSync } = await import("node:fs");
const { openReplayStore } = await import(process.argv[1]);
const [folder, file] = process.argv.slice(2);
const tracks = JSON.parse(readFileSync(file, "utf8")).map(([t, x, y]) => ({ tMs: Float64Array.from(t), x: Float32Array.from(x), y: Float32Array.from(y) }));
const store = await openReplayStore(folder);
const say = (...words) => process.stdout.write(words.join(" ") + "\\n");
for (let i = 0; i < tracks.length; i++) {
  say("adding", i);
  await store.add(tracks[i], { subject: "user" + (i % 3), name: "n" + i, atMs: i });
  say("added", i);
  if (i % 7 === 6) {
    say("erasing", i);
    await store.eraseSubject("user" + (i % 3));
    say("erased", i);
  }
}
await store.close();
say("end");
`;

it.skipIf(!built)(
  `a killed process leaves an index as before its last change or as after it${built ? "" : " (skipped: not built)"}`,
  async () => {
    const random = createRandom(process.env.KILL_SEED ?? "kills");
    const tracks = someTracks(40, 11);
    const place = mkdtempSync(join(tmpdir(), "wristprint-replay-"));
    const file = join(place, "tracks.json");
    writeFileSync(file, JSON.stringify(tracks.map(({ tMs, x, y }) => [[...tMs], [...x], [...y]])));
    for (let kill = 0; kill < KILLS; kill++) {
      const folder = join(place, String(kill));
      const lines = await runUntilKilled([folder, file], 1 + random.integer(90), random.integer(4));
      const store = await openReplayStore(folder);
      const held = tracks.flatMap((track, i) => {
        const { outcome, sources } = store.check(track);
        if (outcome !== "replay") return [];
        expect(sources).toMatchObject([{ name: `n${i}`, subject: `user${i % 3}`, changes: ["exact"] }]);
        return [i];
      });
      expect(store.size).toBe(held.length);
      await store.close();
      const { before, after } = statesOf(lines);
      expect([before, after]).toContainEqual(held);
    }
    rmSync(place, { recursive: true });
  },
);

/** Kills the child some ms after it has said so many lines. @returns what it said */
async function runUntilKilled(args: readonly string[], after: number, delayMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", CHILD, BUILD, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === after) setTimeout(() => child.kill("SIGKILL"), delayMs);
  }
  return lines;
}

/** The tracks that are there without the change begun last, and with it. */
function statesOf(lines: readonly string[]): { before: number[]; after: number[] } {
  let held: number[] = [];
  let before: number[] = [];
  for (const line of lines) {
    const [word, text] = line.split(" ");
    const i = Number(text);
    if (word === "adding" || word === "erasing") before = held;
    if (word === "adding") held = [...held, i];
    if (word === "erasing") held = held.filter((j) => j % 3 !== i % 3);
    if (word === "added" || word === "erased") before = held;
  }
  return { before, after: held };
}
