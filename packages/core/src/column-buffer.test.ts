import fc from "fast-check";
import { expect, it } from "vitest";
import { createColumnBuffer } from "./column-buffer.js";

const allocate = (rows: number) => ({ a: new Float64Array(rows), b: new Uint8Array(rows) });
const rowsOf = (numbers: readonly number[]) => ({
  a: Float64Array.from(numbers),
  b: Uint8Array.from(numbers, (number) => number % 256),
});

it("holds all that was appended, in order, however it came", () => {
  const pieces = fc.array(fc.array(fc.nat(1000), { maxLength: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, (parts) => {
      const buffer = createColumnBuffer(allocate);
      for (const part of parts) buffer.append(rowsOf(part));
      expect(buffer.length).toBe(parts.flat().length);
      expect(buffer.view()).toEqual(rowsOf(parts.flat()));
    }),
  );
});

it("holds copies, and nothing of what was there before it was cleared", () => {
  const buffer = createColumnBuffer(allocate);
  const rows = rowsOf([1, 2]);
  buffer.append(rows);
  rows.a[0] = 7;
  expect([...buffer.view().a]).toEqual([1, 2]);
  buffer.clear();
  buffer.append(rowsOf([3]));
  expect(buffer.view()).toEqual(rowsOf([3]));
});
