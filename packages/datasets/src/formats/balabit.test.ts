import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { folderWith } from "../testing/write-files.js";

const HEADER = "record timestamp,client timestamp,button,state,x,y";
const ROW = "0.0,0.0,NoButton,Move,1,2";

it("tells genuine, impostor's and unlabelled test sessions apart", async () => {
  const dir = folderWith({
    "training_files/user7/session_1": `${HEADER}\n${ROW}\n`,
    "test_files/user7/session_2": `${HEADER}\n${ROW}\n`,
    "test_files/user7/session_3": `${HEADER}\n${ROW}\n`,
    "test_files/user7/session_4": `${HEADER}\n${ROW}\n`,
    "public_labels.csv": "filename,is_illegal\nsession_2,1\nsession_3,0\nsession_4,maybe\n",
  });
  const { traces, report } = await readDataset({ dir, format: "balabit" });
  expect(traces.map(({ part, genuine }) => [part, genuine])).toEqual([
    ["training", true],
    ["test", false],
    ["test", true],
    ["test", undefined],
  ]);
  expect(report.rejected.reasons).toEqual([
    {
      file: "public_labels.csv",
      line: 4,
      expected: "filename,is_illegal with 0 or 1 in the second column",
      found: '"session_4,maybe"',
    },
  ]);
});

it("knows every button and state of the recorder", async () => {
  const events = [
    "NoButton,Move",
    "NoButton,Drag",
    "Right,Pressed",
    "XButton,Released",
    "Scroll,Down",
    "Scroll,Up",
  ];
  const rows = events.map((event, i) => `0,${i},${event},1,1`);
  const dir = folderWith({ "training_files/user1/session_1": [HEADER, ...rows].join("\n") });
  const { traces } = await readDataset({ dir, format: "balabit" });
  expect(Array.from(traces[0]?.kind ?? [])).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Array.from(traces[0]?.button ?? [])).toEqual([0, 0, 2, 4, 5, 5]);
});
