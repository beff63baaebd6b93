import type { DatasetFormat } from "./format.js";

/**
 * Mouse tracks of a slider that people and machines drag (a competition of 2017): a track a line,
 * `ID x,y,t;x,y,t;… TARGETX,TARGETY LABEL`, label 1 a person, 0 a machine, absent in test files. Every difference of x, y
 * and t in it is a multiple of 7, 13 and 3: the numbers were stretched by these, and people's steps then come 8 ms apart,
 * as a USB mouse reports them.
 */
export const slider: DatasetFormat = {
  name: "slider",
  title: "Mouse-track competition of 2017: people and machines at a slider",
  layout: "PART.txt or PART/FILE.txt, a track a line",
  header: false,
  columns: ["x", "y", "t"],
  time: { column: "t", msPerUnit: 1 },
  x: "x",
  y: "y",
  stretch: { x: 7, y: 13, tMs: 3 },
  tracks: true,
  lines: {
    expected: "ID x,y,t;x,y,t;… X,Y and 0 or 1, or nothing behind it",
    split(line) {
      const words = line.trimEnd().split(" ");
      const [id, rows, , label] = words;
      if (words.length < 3 || words.length > 4 || !id || rows === undefined) return undefined;
      if (label !== undefined && label !== "0" && label !== "1") return undefined;
      const from = id.length + 1;
      return {
        session: id,
        genuine: label === undefined ? undefined : label === "1",
        rows: [from, from + rows.length],
      };
    },
  },
  locate(path) {
    const match = /^(?:([^/]+)\/)?([^/]+)\.txt$/.exec(path);
    if (match === null) return undefined;
    const [, folder, file] = match as unknown as [string, string | undefined, string];
    return { subject: folder ?? file, session: folder === undefined ? "" : `${file}/`, part: "training" };
  },
  genuine: ({ genuine }) => genuine,
};
