import { describe, expect, it } from "vitest";
import { sampleTraces } from "../testing/sample-traces.js";
import { chooseSessions } from "./choose-sessions.js";
import { expandSubjects } from "./expand-subjects.js";

const [trace] = sampleTraces({ subjects: 2, sessions: 1 });
const traces = ["user1/a_1min", "user1/b_3min", "user2/a_1min"].map((name) => {
  const [subject = "", session = ""] = name.split("/");
  const part = session.endsWith("1min") ? ("test" as const) : ("training" as const);
  return { ...(trace as NonNullable<typeof trace>), subject, session, part };
});
const chosen = (glob: string) =>
  chooseSessions(traces, glob).map(({ subject, session }) => `${subject}/${session}`);

describe("chooseSessions", () => {
  it.each([
    ["*1min", ["user1/a_1min", "user2/a_1min"]],
    ["*_1min.csv", ["user1/a_1min", "user2/a_1min"]],
    ["user1/*", ["user1/a_1min", "user1/b_3min"]],
    ["**/b_?min.csv", ["user1/b_3min"]],
    ["**", ["user1/a_1min", "user1/b_3min", "user2/a_1min"]],
    ["user2/{a,b}_1min", ["user2/a_1min"]],
    ["a_1min", ["user1/a_1min", "user2/a_1min"]],
    ["training/*/*", ["user1/b_3min"]],
    ["test/user2/*", ["user2/a_1min"]],
  ])("%s", (glob, names) => {
    expect(chosen(glob)).toEqual(names);
  });

  it.each(["a_1mi", "user(1)/*", "[ab]*", "user1", "A_1MIN"])(
    "%s names none, and some names are told",
    (glob) => {
      expect(() => chosen(glob)).toThrow(
        `"${glob}" names no session; there are 3, such as user1/a_1min, user1/b_3min, user2/a_1min`,
      );
    },
  );
});

it("ranges of subjects are written out, other names stay", () => {
  expect(expandSubjects(["user9..user11", "anna", "a1..b3", "x2..x1"])).toEqual([
    "user9",
    "user10",
    "user11",
    "anna",
    "a1..b3",
  ]);
});
