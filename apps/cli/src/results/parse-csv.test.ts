import { csvField } from "@wristprint/recognition";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCsv } from "./parse-csv.js";

const text = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", '"', "\n", "\r", "\r\n"), maxLength: 6 });

it("reads what csvField wrote, whatever is in the fields", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("\n", "\r\n"),
      (records, end) => {
        const written = records.map((fields) => fields.map(csvField).join(",") + end).join("");
        expect(parseCsv(written).map(({ fields }) => fields)).toEqual(records);
      },
    ),
  );
});

it("says on which line a record begins", () => {
  expect(parseCsv('a,"b\nc"\nd,')).toEqual([
    { line: 1, fields: ["a", "b\nc"] },
    { line: 3, fields: ["d", ""] },
  ]);
  expect(parseCsv("")).toEqual([]);
});

it("names the line of a quote that is never closed", () => {
  expect(() => parseCsv('a,b\nc,"d\n')).toThrow("line 2: a field expected, plain or between two quotes");
});
