import type { DatasetFormat } from "./format.js";
import { RECORDER_BUTTONS, RECORDER_STATES } from "./words.js";

/** Rows as the recorder behind DFL and SapiMouse writes them: times in milliseconds. */
export const RECORDER_ROWS = {
  header: true,
  columns: ["client timestamp", "button", "state", "x", "y"],
  time: { column: "client timestamp", msPerUnit: 1 },
  x: "x",
  y: "y",
  kind: { column: "state", words: RECORDER_STATES },
  button: { column: "button", words: RECORDER_BUTTONS },
} as const satisfies Partial<DatasetFormat>;
