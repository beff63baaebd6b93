import type { DatasetFormat } from "./format.js";
import { RECORDER_BUTTONS, RECORDER_STATES } from "./words.js";

/** DFL (Antal, Denes-Fazakas 2019): free use of the subjects' own computers, 21 subjects, times in milliseconds. */
export const dfl: DatasetFormat = {
  name: "dfl",
  title: "DFL (Antal, Denes-Fazakas 2019)",
  layout: "USER/SESSION.csv",
  header: true,
  columns: ["client timestamp", "button", "state", "x", "y"],
  time: { column: "client timestamp", msPerUnit: 1 },
  x: "x",
  y: "y",
  kind: { column: "state", words: RECORDER_STATES },
  button: { column: "button", words: RECORDER_BUTTONS },
  locate(path) {
    const match = /^([^/]+)\/([^/]+)\.csv$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session] = match as unknown as [string, string, string];
    return { subject, session, part: "training" };
  },
  genuine: () => true,
};
