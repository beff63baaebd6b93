import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { folderWith } from "../testing/write-files.js";

it("tells people's and bots' folders apart, and nothing of others", async () => {
  const file = "resolution:1920,1080\n2583.1,Pressed,964,208\n2670.9,Move,961,208\n2700,Released,961,208";
  const dir = folderWith({ "bot_x/a.txt": file, "human_y/a.txt": file, "z/a.txt": file });
  const { traces } = await readDataset({ dir, format: "delbot" });
  expect(traces.map(({ subject, genuine }) => [subject, genuine])).toEqual([
    ["bot_x", false],
    ["human_y", true],
    ["z", undefined],
  ]);
  expect(Array.from(traces[0]?.kind ?? [])).toEqual([2, 0, 3]);
  expect(Array.from(traces[0]?.button ?? [])).toEqual([1, 0, 1]);
});

it("turns places that are shares of the screen into pixels, a file at a time", async () => {
  const rows = ["0,Pressed,0.5,0.25", "9,Move,0.75,1"];
  const dir = folderWith({
    "human/shares.txt": ["resolution:1600,800", ...rows].join("\n"),
    "bot/pixels.txt": ["resolution:1600,800", "0,Pressed,770.25,434", "9,Move,0.5,0.25"].join("\n"),
  });
  const { traces } = await readDataset({ dir, format: "delbot" });
  expect(traces.map(({ x, y }) => [Array.from(x), Array.from(y)])).toEqual([
    [
      [770.25, 0.5],
      [434, 0.25],
    ],
    [
      [800, 1200],
      [200, 800],
    ],
  ]);
});

it("refuses a file that does not begin with the screen's size", async () => {
  const dir = folderWith({ "human/a.txt": "0,Move,1,1\n" });
  await expect(readDataset({ dir, format: "delbot" })).rejects.toThrow(
    /resolution:WIDTH,HEIGHT, found "0,Move,1,1"/,
  );
});
