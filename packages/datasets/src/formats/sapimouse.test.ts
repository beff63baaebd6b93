import { expect, it } from "vitest";
import { sapimouse } from "./sapimouse.js";

it("takes the one-minute session as the test and all others as training", () => {
  const parts = ["1min", "3min", "5min"].map(
    (length) => sapimouse.locate(`user1/session_2020_05_14_${length}.csv`)?.part,
  );
  expect(parts).toEqual(["test", "training", "training"]);
  expect(sapimouse.locate("user77/session_3min.csv")).toMatchObject({
    session: "session_3min",
    part: "training",
  });
  expect(sapimouse.locate("user1/notes.csv")).toBeUndefined();
});
