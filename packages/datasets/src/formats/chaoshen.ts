import type { DatasetFormat } from "./format.js";

/**
 * Chao Shen's continuous-authentication data (Shen, Cai, Guan et al. 2012–2014): no header, times in
 * milliseconds, 28 subjects. `code` is the number of the Windows mouse message (WM_MOUSEMOVE = 512 and so on,
 * winuser.h), which tells event and button at once; drags are told as moves.
 */
export const chaoshen: DatasetFormat = {
  name: "chaoshen",
  title: "Chao Shen continuous authentication (Shen et al. 2014)",
  layout: "USER/SESSION.csv or USER/SESSION.txt",
  header: false,
  columns: ["x", "y", "code", "state", "time", "n"],
  time: { column: "time", msPerUnit: 1 },
  x: "x",
  y: "y",
  kind: {
    column: "code",
    words: {
      "512": "move",
      "513": "press",
      "514": "release",
      "516": "press",
      "517": "release",
      "519": "press",
      "520": "release",
    },
  },
  button: {
    column: "code",
    words: {
      "512": "none",
      "513": "left",
      "514": "left",
      "516": "right",
      "517": "right",
      "519": "middle",
      "520": "middle",
    },
  },
  repeatWithinMs: 1,
  dragsAreMoves: true,
  locate(path) {
    const match = /^([^/]+)\/([^/]+)\.(?:csv|txt)$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session] = match as unknown as [string, string, string];
    return { subject, session, part: "training" };
  },
  genuine: () => true,
};
