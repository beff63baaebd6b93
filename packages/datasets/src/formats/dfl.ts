import type { DatasetFormat } from "./format.js";
import { RECORDER_ROWS } from "./recorder-rows.js";

/** DFL (Antal, Denes-Fazakas 2019): free use of the subjects' own computers, 21 subjects, times in milliseconds. */
export const dfl: DatasetFormat = {
  name: "dfl",
  title: "DFL (Antal, Denes-Fazakas 2019)",
  layout: "USER/SESSION.csv",
  ...RECORDER_ROWS,
  locate(path) {
    const match = /^([^/]+)\/([^/]+)\.csv$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session] = match as unknown as [string, string, string];
    return { subject, session, part: "training" };
  },
  genuine: () => true,
};
