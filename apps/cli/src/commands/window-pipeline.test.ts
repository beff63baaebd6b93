/** Movements between pauses, from files of recordings to decisions: the whole way that bilstm is for. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { generateDemonstration } from "@wristprint/datasets";
import type { RunResult } from "@wristprint/recognition";
import { afterAll, expect, it } from "vitest";
import { jsonOf } from "../testing/run-wristprint.js";
import { temporaryFolder } from "../testing/small-data.js";

const folder = temporaryFolder();
afterAll(folder.remove);

/** People who do not exist in the layout of gmail, some rows out of order and some times told twice. */
function writeGmailData(dir: string): void {
  const random = createRandom("gmail");
  const options = { subjects: 3, trainingSessions: 1, trainingEvents: 4000, testSessions: 0, seed: 3 };
  for (const { subject, session, tMs, x, y } of generateDemonstration(options)) {
    const rows = Array.from(
      tMs,
      (t, i) => `9,c1,movement,${x[i]},${y[i]},${1_650_000_000_000 + Math.round(t)}`,
    );
    for (let i = 1; i < rows.length; i += 1 + random.integer(40)) {
      const [before, row] = [rows[i - 1] as string, rows[i] as string];
      if (random.integer(2) === 0) [rows[i - 1], rows[i]] = [row, before];
      else rows.splice(i, 0, row);
    }
    mkdirSync(join(dir, subject), { recursive: true });
    const header = "Tab ID,ClientID,Type,Mouse X,Mouse Y,Timestamp";
    writeFileSync(join(dir, subject, `${session}.csv`), `${[header, ...rows].join("\n")}\n`);
  }
}

it("tells AUC, EER and a confusion matrix of every user for decisions over 1, 5 and 10 windows", async () => {
  const data = join(folder.path, "data");
  const out = join(folder.path, "run");
  const file = join(folder.path, "small.json");
  writeGmailData(data);
  writeFileSync(
    file,
    JSON.stringify({
      name: "small",
      title: "Windows",
      task: "authentication",
      data: { format: "gmail" },
      preprocessing: { signal: "window", windows: { pauseMs: 120 }, scaling: { kind: "rms", scope: "data" } },
      split: { by: "blocks", test: { share: 0.4 }, end: "last" },
      architecture: "bilstm",
      synthetic: { copies: 1 },
      training: { epochs: 1, batch: 64, validationShare: 0, keepBest: "none" },
      evaluation: { blocks: [1, 5, 10] },
      amount: 24,
      augmentation: 0,
    }),
  );
  const { files } = await jsonOf<RunResult>(["experiment", "run", file, "--data", data, "--out", out]);
  expect(files).toContain("decisions.csv");
  const [header = "", ...lines] = readFileSync(join(out, "decisions.csv"), "utf8").trim().split("\r\n");
  const rows = lines.map((line) => {
    const fields = line.split(",");
    return Object.fromEntries(header.split(",").map((name, i) => [name, fields[i] ?? ""]));
  });
  expect(rows.map(({ user, blocks }) => `${user}/${blocks}`)).toEqual(
    [1, 5, 10].flatMap((blocks) => ["user1", "user2", "user3"].map((user) => `${user}/${blocks}`)),
  );
  for (const row of rows) {
    const { auc, eer, own_accepted, own_rejected, others_accepted, others_rejected } = row;
    for (const rate of [auc, eer]) expect(Number(rate)).toBeGreaterThanOrEqual(0);
    expect(Number(own_accepted) + Number(own_rejected)).toBeGreaterThan(0);
    expect(Number(others_accepted) + Number(others_rejected)).toBeGreaterThan(0);
  }
});
