import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readDataset } from "./read-dataset.js";

/** The published data sets lie beside the repository on the developers' machines and nowhere else. */
const UNPACK = fileURLToPath(new URL("../../../../shared/data/unpack", import.meta.url));
const present = existsSync(UNPACK);
const why = present ? "" : " (skipped: ../shared/data is not here)";
const unpacked = (name: string) => execFileSync("bash", [UNPACK, name], { encoding: "utf8" }).trim();

describe.skipIf(!present)(`published data${why}`, () => {
  it("reads two of Balabit's accounts whole, without a row refused", async () => {
    const subjects = ["user35", "user7"];
    const { traces, report } = await readDataset({ dir: unpacked("balabit"), format: "balabit", subjects });
    expect(report.rejected.count).toBe(0);
    expect([...new Set(traces.map(({ subject }) => subject))]).toEqual(["user7", "user35"]);
    expect(traces.some(({ genuine }) => genuine === false)).toBe(true);
    expect(traces.some(({ genuine }) => genuine === undefined)).toBe(true);
  });

  it("reads every track of the slider and of DELBOT", async () => {
    // Lines and files counted with wc and find.
    const slider = await readDataset({ dir: unpacked("slider"), format: "slider" });
    expect(slider.report).toMatchObject({ sessions: 2000, rejected: { count: 0 } });
    expect(slider.traces.filter(({ genuine }) => genuine)).toHaveLength(1733);
    const delbot = await readDataset({ dir: unpacked("delbot"), format: "delbot" });
    expect(delbot.report).toMatchObject({ sessions: 1806, subjects: 5, rejected: { count: 0 } });
    expect(delbot.traces.filter(({ genuine }) => genuine)).toHaveLength(448);
  });

  it("reads SapiMouse, three subjects with more sessions than two", async () => {
    const { traces, report } = await readDataset({ dir: unpacked("sapimouse"), format: "sapimouse" });
    // Rows counted with cat, cut, sort and uniq.
    expect(report).toMatchObject({ subjects: 96, sessions: 197, events: 943_613 });
    const more = traces.filter(({ subject }) => ["user35", "user62", "user85"].includes(subject));
    expect(more).toHaveLength(11);
  });
});
