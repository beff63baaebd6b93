import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { folderWith } from "../testing/write-files.js";

it("tells rows repeated within a millisecond once, and takes moves while a button is held as drags", async () => {
  const dir = folderWith({
    "user3/a.txt": [
      "5,5,512,Move,1000,0",
      "5,5,512,Move,1001,0",
      "5,5,512,Move,1005,0",
      "5,5,513,Pressed,1010,0",
      "6,5,512,Move,1020,0",
      "6,5,514,Released,1030,0",
      "7,5,512,Move,1040,0",
    ].join("\n"),
  });
  const { traces, report } = await readDataset({ dir, format: "chaoshen" });
  expect(Array.from(traces[0]?.tMs ?? [])).toEqual([0, 5, 10, 20, 30, 40]);
  expect(Array.from(traces[0]?.kind ?? [])).toEqual([0, 0, 2, 1, 3, 0]);
  expect(report.merged).toBe(1);
});
