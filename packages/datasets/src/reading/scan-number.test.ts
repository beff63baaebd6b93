import fc from "fast-check";
import { expect, it } from "vitest";
import { parseNumber, scanField, scanNumber } from "./scan-number.js";

const parse = (text: string) => {
  const bytes = Buffer.from(`,${text},`);
  return parseNumber(bytes, 1, bytes.length - 1);
};

it("agrees with JavaScript's own reading to the last bit", () => {
  const decimal = fc.tuple(
    fc.integer(),
    fc.integer({ min: 0, max: 2 ** 40 }),
    fc.integer({ min: 0, max: 14 }),
  );
  fc.assert(
    fc.property(decimal, ([whole, part, width]) => {
      const text = `${whole}.${String(part).padStart(width, "0")}`;
      expect(parse(text)).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(String(value))).toBe(Number(String(value)));
    }),
  );
});

it.each(["", "-", ".", "1.2.3", "0x10", " 1", "1 ", "1e", "NaN", "Infinity", "1_000", "--1", "٣"])(
  "takes %j for no number",
  (text) => {
    expect(parse(text)).toBeNaN();
  },
);

it("stops at the comma behind the field, also where the field is no number", () => {
  const row = Buffer.from("1.5,x,,-2");
  const cursor = { at: 0 };
  const values: number[] = [];
  const stops: number[] = [];
  for (; cursor.at <= row.length; cursor.at++) {
    values.push(scanNumber(row, cursor, row.length));
    stops.push(cursor.at);
  }
  expect(values).toEqual([1.5, Number.NaN, Number.NaN, -2]);
  expect(stops).toEqual([3, 5, 6, 9]);
  scanField(row, Object.assign(cursor, { at: 4 }), row.length);
  expect(cursor.at).toBe(5);
});
