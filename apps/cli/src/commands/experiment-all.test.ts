import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EvidenceRow } from "../evidence/evidence-table.js";
import { INDEX_COLUMNS } from "../results/result-index.js";
import { runHere } from "../testing/run-here.js";
import { jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder } from "../testing/small-data.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const ALL = ["experiment", "all", "--data", at("data"), "--out", at("out"), "--index", at("index.csv")];
beforeAll(() => mkdirSync(at("data/balabit"), { recursive: true }));
afterAll(folder.remove);

function writeIndex(rows: readonly [what: string, ours: string, command: string, result: string][]): void {
  const lines = rows.map(([what, ours, command, result]) =>
    [
      "People",
      what,
      "",
      "sessions",
      "",
      ours,
      "",
      "",
      "",
      "",
      "first",
      command,
      "",
      "2026-01-01",
      result,
    ].join(),
  );
  writeFileSync(at("index.csv"), `${[INDEX_COLUMNS.join(), ...lines].join("\n")}\n`);
}

const VERIFY = "npx wristprint evaluate verification --model none --enrol a --probe b --data";

it("runs what has its data, says what failed, and keeps what is done", async () => {
  const bench = "npx wristprint bench --list";
  const benchmarks = ["benchmarks", "99", bench, "benchmarks[name=live].settings.sessions.value"] as const;
  const others = ["others", "1", `${VERIFY} dfl/`, "auc"] as const;
  writeIndex([["broken", "1", `${VERIFY} balabit/`, "auc"], [...benchmarks], [...others]]);
  const first = await runWristprint(ALL);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/1 of 3: failed, .*none/);
  expect(first.stderr).toMatch(
    /\nfailed, .*none.*: npx .*\nwristprint: 3 commands: 1 done, 1 skipped, 1 failed, in .* s; .*results\.csv; failed: npx/,
  );
  expect(readFileSync(at("out/results.csv"), "utf8").split("\n")[2]).toContain(`,done,,first,${bench},`);
  writeIndex([[...benchmarks], [...others]]);
  const { rows } = await jsonOf<{ rows: EvidenceRow[] }>(ALL);
  expect(rows).toMatchObject([
    { what: "benchmarks", ours: "99", state: "kept", now: expect.stringMatching(/^\d[\d,]*$/) },
    { what: "others", now: null, state: "skipped", reason: "the data has no dfl/" },
  ]);
});

it("refuses data of which nothing is there, and an --only that fits nothing", async () => {
  writeIndex([["others", "1", `${VERIFY} dfl/`, ""]]);
  const refused = async (words: readonly string[]) => (await runHere(folder.path, words)).stderr;
  expect(await refused(ALL)).toMatch(/--data: a folder that holds dfl\/ expected/);
  expect(await refused([...ALL, "--only", "zzz"])).toMatch(/--only: no row of the index has zzz in it/);
});
