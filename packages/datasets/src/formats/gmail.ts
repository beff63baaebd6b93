import type { DatasetFormat } from "./format.js";

/**
 * Behavioural data of people at their mail, 43 users: pointer movements alone, with no buttons. Times count from 1970
 * in milliseconds; they are neither sorted nor all different.
 */
export const gmail: DatasetFormat = {
  name: "gmail",
  title: "Gmail behavioural data",
  layout: "USER/session_N.csv",
  header: true,
  columns: ["Type", "Mouse X", "Mouse Y", "TimeStamp"],
  columnAliases: { Timestamp: "TimeStamp" },
  time: { column: "TimeStamp", msPerUnit: 1 },
  x: "Mouse X",
  y: "Mouse Y",
  kind: { column: "Type", words: { movement: "move" } },
  button: { column: "Type", words: { movement: "none" } },
  locate(path) {
    const match = /^([^/]+)\/(session_[^/]+)\.csv$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session] = match as unknown as [string, string, string];
    return { subject, session, part: "training" };
  },
  genuine: () => true,
};
