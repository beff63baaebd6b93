import fc from "fast-check";
import { expect, it } from "vitest";
import { quotedCommand } from "../quoted-command.js";
import { splitCommand } from "./split-command.js";

it("gives back the words of a command as it is quoted for a shell", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (words) => {
      expect(splitCommand(quotedCommand(words))).toEqual(["wristprint", ...words]);
    }),
    { numRuns: 200 },
  );
});

it("takes quotes within a word, of both kinds, off", () => {
  expect(splitCommand(`a --b='c "d"'"'e" f  `)).toEqual(["a", `--b=c "d"'e`, "f"]);
  expect(splitCommand("")).toEqual([]);
});

it("refuses a quote that is never closed", () => {
  expect(() => splitCommand("a 'b")).toThrow("a quote is never closed in: a 'b");
});
