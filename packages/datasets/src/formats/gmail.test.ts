import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { folderWith } from "../testing/write-files.js";

it.each(["TimeStamp", "Timestamp"])(
  "knows the time by the name %s, and leaves out what is no movement",
  async (time) => {
    const dir = folderWith({
      "17/session_2.csv": [
        `Tab ID,ClientID,Type,Mouse X,Mouse Y,${time}`,
        "4,c0ffee,movement,10,20,1650000000100",
        "4,c0ffee,movement,12,21,1650000000050",
        "4,c0ffee,keypress,,,1650000000060",
      ].join("\n"),
    });
    const { traces, report } = await readDataset({ dir, format: "gmail" });
    expect(traces).toMatchObject([{ subject: "17", session: "session_2" }]);
    expect(Array.from(traces[0]?.tMs ?? [])).toEqual([0, -50]);
    expect(report).toMatchObject({ backwards: 1, rejected: { rows: 1 } });
  },
);
