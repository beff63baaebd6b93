import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { datasetFormat, naturalOrder } from "@wristprint/datasets";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/small-data.js";
import { UsageError } from "../usage-error.js";
import { sessionPath } from "./session-path.js";
import { RECORDING_FORMAT } from "./session-text.js";

const folder = temporaryFolder();
afterAll(folder.remove);

const begun = new Date(2025, 2, 4, 9, 5, 7);
const path = (out: string | undefined, seconds = 60, user = "ann", at = begun) =>
  sessionPath({ user, out, seconds, begun: at });

describe("where a recording goes", () => {
  it("is the file that is named", () => {
    expect(path(join(folder.path, "ann.csv"))).toEqual({
      file: join(folder.path, "ann.csv"),
      folder: undefined,
    });
  });

  it("is the user's place in a folder that is there, or in one to be made, named with a slash at its end", () => {
    mkdirSync(join(folder.path, "all"));
    const session = join("ann", "session_2025_0304_090507_1min.csv");
    expect(path(join(folder.path, "all")).file).toBe(join(folder.path, "all", session));
    expect(path("new/").file).toBe(join("new", session));
    expect(path(undefined)).toEqual({ file: join("recordings", session), folder: "recordings" });
  });
});

describe("a name in a folder", () => {
  const located = (...options: Parameters<typeof path>) => {
    const inFolder = path(...options)
      .file.split(/[/\\]/)
      .slice(-2)
      .join("/");
    return datasetFormat(RECORDING_FORMAT).locate(inFolder);
  };

  it("is a session's of the user for the reader, for training but for one minute", () => {
    expect(located("all/", 60)).toMatchObject({ subject: "ann", part: "test" });
    expect(located("all/", 20)).toMatchObject({ part: "test" });
    expect(located("all/", 180)).toMatchObject({ part: "training" });
    expect(located("all/", 3600)?.session).toBe("session_2025_0304_090507_60min");
  });

  it("sorts by time", () => {
    const days = [begun, new Date(2025, 2, 4, 10), new Date(2025, 2, 11, 1), new Date(2026, 0, 1)];
    const names = days.map((at) => path(undefined, 60, "ann", at).file);
    expect([...names].reverse().sort(naturalOrder)).toEqual(names);
  });
});

describe("a user's name", () => {
  it.each(["ann", "Ann Lee", "j.doe@example.org", "Łucja-2", "7"])("may be %s", (user) => {
    expect(path(undefined, 60, user).file).toContain(user);
  });

  it.each(["", ".", "..", "../ann", "a/b", "a\\b", ".hidden", "ann ", "a\nb", "x".repeat(101)])(
    "is refused where it could not be a folder's: %j",
    (user) => {
      expect(() => path(undefined, 60, user)).toThrow(UsageError);
      expect(() => path("ann.csv", 60, user)).toThrow(/^--user: /);
    },
  );
});
