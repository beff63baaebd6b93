import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { folderWith } from "../testing/write-files.js";

it("reads a track a line, with who made it where the line says so", async () => {
  const dir = folderWith({
    "training.txt": [
      "7 353,2607,349;367,2594,376;388,2594,367; 1308.5,189 1",
      "12 437,2334,22;444,2334,49; 848,728.5 0",
      "13 437,2334,22; 848,728.5",
      "14 437,2334,22; 848,728.5 human",
    ].join("\n"),
  });
  const { traces, report } = await readDataset({ dir, format: "slider" });
  expect(traces.map(({ subject, session, genuine }) => [subject, session, genuine])).toEqual([
    ["training", "7", true],
    ["training", "12", false],
    ["training", "13", undefined],
  ]);
  expect(Array.from(traces[0]?.tMs ?? [])).toEqual([0, 27, 18]);
  expect(report).toMatchObject({ sessions: 3, events: 6, backwards: 1, rejected: { rows: 1, files: 0 } });
  expect(report.rejected.reasons[0]).toMatchObject({ file: "training.txt", line: 4 });
});

it("leaves out a track without a usable point and says where it stands", async () => {
  const dir = folderWith({ "test/a.txt": "1 1,2,3; 8,8 1\n2 ; 8,8 0\n3 x,2,3; 8,8 0\n" });
  const { traces, report } = await readDataset({ dir, format: "slider" });
  expect(traces).toMatchObject([{ subject: "test", session: "a/1" }]);
  expect(report.rejected).toMatchObject({ rows: 1, files: 2 });
});
