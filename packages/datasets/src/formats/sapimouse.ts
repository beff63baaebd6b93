import type { DatasetFormat } from "./format.js";
import { RECORDER_BUTTONS, RECORDER_STATES } from "./words.js";

/**
 * SapiMouse (Antal, Fejér, Buza 2021): a three-minute session to enrol with and a one-minute session to test
 * with, per subject; any other length counts as training. One subject's files (user77) bear no date. Times in milliseconds of the recording machine.
 */
export const sapimouse: DatasetFormat = {
  name: "sapimouse",
  title: "SapiMouse (Antal, Fejér, Buza 2021)",
  layout: "USER/session_YYYY_MM_DD_Nmin.csv (the date may be absent)",
  header: true,
  columns: ["client timestamp", "button", "state", "x", "y"],
  time: { column: "client timestamp", msPerUnit: 1 },
  x: "x",
  y: "y",
  kind: { column: "state", words: RECORDER_STATES },
  button: { column: "button", words: RECORDER_BUTTONS },
  locate(path) {
    const match = /^([^/]+)\/(session_(?:\d+_\d+_\d+_)?(\d+)min)\.csv$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session, minutes] = match as unknown as [string, string, string, string];
    return { subject, session, part: minutes === "1" ? "test" : "training" };
  },
  genuine: () => true,
};
