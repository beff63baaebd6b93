import { expect, it } from "vitest";
import { countOf, formatFigure, formatSeconds, table } from "./table.js";

it("sets numbers right and words left, without spaces at the end", () => {
  const text = table(
    ["user", "blocks"],
    [
      ["user7", 3189],
      ["me", 5],
    ],
  );
  expect(text).toBe(["user   blocks", "user7   3,189", "me          5"].join("\n"));
});

it("shows a dash for a figure that could not be computed", () => {
  expect([0.98765, 1, null, undefined, NaN].map(formatFigure)).toEqual(["0.9877", "1.0000", "–", "–", "–"]);
});

it("says durations and counts as people do", () => {
  expect([0.04, 9.96, 59.6, 200].map(formatSeconds)).toEqual(["0.0 s", "10.0 s", "1 min 0 s", "3 min 20 s"]);
  expect([countOf(1, "model"), countOf(1200, "model"), countOf(2, "person", "people")]).toEqual([
    "1 model",
    "1,200 models",
    "2 people",
  ]);
});
