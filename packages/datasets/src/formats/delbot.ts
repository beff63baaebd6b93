import type { DatasetFormat } from "./format.js";

/**
 * DELBOT-Mouse (Grandmont 2023): free tracks on a web page, people on three devices and two families of bots, a folder
 * each. A few files hold places as shares of the screen.
 */
export const delbot: DatasetFormat = {
  name: "delbot",
  title: "DELBOT-Mouse (Grandmont 2023)",
  layout: "FAMILY/NAME.txt",
  header: false,
  columns: ["time", "state", "x", "y"],
  time: { column: "time", msPerUnit: 1 },
  x: "x",
  y: "y",
  kind: { column: "state", words: { Move: "move", Pressed: "press", Released: "release" } },
  button: { column: "state", words: { Move: "none", Pressed: "left", Released: "left" } },
  tracks: true,
  preamble: {
    expected: "resolution:WIDTH,HEIGHT",
    screen(line) {
      const match = /^resolution:(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(line);
      return match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) };
    },
  },
  locate(path) {
    const match = /^([^/]+)\/([^/]+)\.txt$/.exec(path);
    if (match === null) return undefined;
    const [, subject, session] = match as unknown as [string, string, string];
    return { subject, session, part: "training" };
  },
  genuine({ subject }) {
    if (subject.startsWith("human")) return true;
    return subject.startsWith("bot") ? false : undefined;
  },
};
