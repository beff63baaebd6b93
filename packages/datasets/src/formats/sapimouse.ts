import type { DatasetFormat } from "./format.js";
import { RECORDER_ROWS } from "./recorder-rows.js";

/**
 * SapiMouse (Antal, Fejér, Buza 2021): a three-minute session to enrol with and a one-minute session to test
 * with, per subject; any other length counts as training. One subject's files (user77) bear no date. Times in milliseconds of the recording machine.
 */
export const sapimouse: DatasetFormat = {
  name: "sapimouse",
  title: "SapiMouse (Antal, Fejér, Buza 2021)",
  layout: "USER/session_YYYY_MM_DD_Nmin.csv (the date may be absent)",
  ...RECORDER_ROWS,
  locate(path) {
    const match = /^([^/]+)\/(session_(?:\d+_\d+_\d+_)?(\d+)min)\.csv$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session, minutes] = match as unknown as [string, string, string, string];
    return { subject, session, part: minutes === "1" ? "test" : "training" };
  },
  genuine: () => true,
};
