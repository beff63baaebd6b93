import type { DatasetFormat } from "./format.js";
import { LABEL_COLUMNS, RECORDER_BUTTONS, RECORDER_STATES } from "./words.js";

/**
 * Balabit Mouse Dynamics Challenge (Fülöp, Kovács, Kurics, Windhager-Pokol 2016). Times in seconds; the
 * client's clock is used, not the recorder's, because it is the one a live page has.
 */
export const balabit: DatasetFormat = {
  name: "balabit",
  title: "Balabit Mouse Dynamics Challenge (Fülöp et al. 2016)",
  layout: "training_files/USER/session_ID and test_files/USER/session_ID",
  header: true,
  columns: ["client timestamp", "button", "state", "x", "y"],
  time: { column: "client timestamp", msPerUnit: 1000 },
  x: "x",
  y: "y",
  kind: { column: "state", words: RECORDER_STATES },
  button: { column: "button", words: RECORDER_BUTTONS },
  locate(path) {
    const match = /^(training|test)_files\/([^/]+)\/(session_[^/.]+)$/.exec(path);
    if (match === null) return undefined;
    const [, part, subject, session] = match as unknown as [string, "training" | "test", string, string];
    return { subject, session, part };
  },
  genuine: ({ part, session }, labels) => (part === "training" ? true : labels.get(session)),
  labels: { path: "public_labels.csv", ...LABEL_COLUMNS },
};
