import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { folderWith } from "../testing/write-files.js";
import { CHUNK_BYTES, createLineBlock, fileLines } from "./file-lines.js";

function linesOf(content: string | Uint8Array): string[] {
  const lines: string[] = [];
  for (const block of fileLines(join(folderWith({ file: content }), "file"), createLineBlock())) {
    expect(block.firstLine).toBe(lines.length + 1);
    for (let i = 0; i < block.count; i++)
      lines.push(block.bytes.toString("utf8", block.starts[i], block.ends[i]));
  }
  return lines;
}

it("gives the lines that splitting the text gives", () => {
  const text = fc.array(fc.constantFrom("a", "bc", "\n", "\r\n", ",", "\n\n"), { maxLength: 40 });
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join("");
      const expected = whole.split("\n").map((line) => line.replace(/\r$/, ""));
      if (whole.endsWith("\n") || whole === "") expected.pop();
      expect(linesOf(whole)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("cuts a line that is longer than its memory and goes on with the next", () => {
  const lines = linesOf(`first\n${"x".repeat(3 * CHUNK_BYTES)}\nlast\n`);
  expect(lines.map((line) => line.length)).toEqual([5, CHUNK_BYTES, 4]);
  expect(lines[2]).toBe("last");
});

it("reads lines that lie across the ends of its memory", () => {
  const line = `${"0123456789".repeat(7)}#`;
  const count = Math.ceil((2.5 * CHUNK_BYTES) / line.length);
  const lines = linesOf(`${line}\n`.repeat(count));
  expect(lines).toHaveLength(count);
  expect(new Set(lines)).toEqual(new Set([line]));
});
