import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { createTrackMaker } from "@wristprint/liveness";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runHere } from "../testing/run-here.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-replay-"));
  const make = createTrackMaker(createRandom("replay evaluate"));
  // As SapiMouse has it: one session, its movements a second apart.
  const rows = ["client timestamp,button,state,x,y"];
  let begin = 0;
  for (let i = 0; i < 40; i++) {
    const { tMs, x, y } = make();
    for (let j = 0; j < tMs.length; j++) {
      rows.push(`${Math.round(begin + tMs[j])},NoButton,Move,${1500 + x[j]},${1500 + y[j]}`);
    }
    begin += (tMs.at(-1) ?? 0) + 1000;
  }
  mkdirSync(join(folder, "user1"));
  writeFileSync(join(folder, "user1", "session_2020_05_11_3min.csv"), `${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("tells detection by change and by offset, false alarms, times and memory, and draws them", async () => {
  const out = join(folder, "offsets.svg");
  const words = `replay evaluate --data ${folder} --format sapimouse --stored 120 --probes 5 --honest 20 --json --out ${out}`;
  const { code, stdout } = await runHere(folder, words.split(" "));
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    stored: 120,
    falseAlarmRate: 0,
    p50Ms: expect.any(Number),
    p99Ms: expect.any(Number),
    p99ProcessorMs: expect.any(Number),
    bytesPerTrackOf: { paths: expect.any(Number), keys: expect.any(Number), table: expect.any(Number) },
  });
  expect(result.bytesPerTrack).toBeGreaterThan(0);
  expect(result.detection[0]).toMatchObject({ change: "exact copy", rate: 1 });
  expect(result.detectionOfAll[0]).toEqual({
    change: "exact copy",
    rateOfStored: 1,
    rate: result.given.share,
  });
  expect(result.byOffset).toHaveLength(22);
  expect(readFileSync(out, "utf8")).toContain("share of points moved");
});

it("asks with every other track, and stores all", async () => {
  const words = `replay evaluate --data ${folder} --format sapimouse --stored 60 --probes 1 --honest 40 --half second --json`;
  const { stdout } = await runHere(folder, words.split(" "));
  const { given, falseAlarms, madeUp } = JSON.parse(stdout);
  const recorded = 60 - madeUp;
  expect(given.eligible).toBeGreaterThan(0.2 * recorded);
  expect(given.eligible).toBeLessThan(0.8 * recorded);
  expect(falseAlarms.probes).toBeLessThanOrEqual(given.tracks);
});
