import { describe, expect, test } from "vitest";
import { type Blocks, blockLength, concatenateBlocks, selectBlocks } from "./blocks.js";

const blocks: Blocks = {
  count: 3,
  size: 1,
  channels: ["velocityX", "velocityY"],
  data: Float32Array.of(1, 2, 3, 4, 5, 6),
  session: Int32Array.of(0, 0, 1),
};

describe("selectBlocks", () => {
  test("takes blocks in the order of the indices, again where one repeats", () => {
    const selected = selectBlocks(blocks, [2, 0, 2]);
    expect(selected).toMatchObject({ count: 3, size: 1, channels: blocks.channels });
    expect([...selected.data]).toEqual([5, 6, 1, 2, 5, 6]);
    expect([...selected.session]).toEqual([1, 0, 1]);
    expect(blockLength(selected)).toBe(2);
  });

  test("refuses indices that no block has", () => {
    for (const index of [3, -1, 0.5, Number.NaN])
      expect(() => selectBlocks(blocks, [index])).toThrow(/there are 3/);
  });
});

describe("concatenateBlocks", () => {
  test("puts the parts one after the other", () => {
    const all = concatenateBlocks([blocks, selectBlocks(blocks, []), selectBlocks(blocks, [1])]);
    expect(all.count).toBe(4);
    expect([...all.data]).toEqual([1, 2, 3, 4, 5, 6, 3, 4]);
    expect([...all.session]).toEqual([0, 0, 1, 0]);
  });

  test("refuses parts that don't fit, and no parts", () => {
    const other = { ...blocks, channels: ["velocityY", "velocityX"] as const };
    expect(() => concatenateBlocks([blocks, other])).toThrow(
      expect.objectContaining({ code: "shape-mismatch" }),
    );
    expect(() => concatenateBlocks([])).toThrow(expect.objectContaining({ code: "empty" }));
  });
});
