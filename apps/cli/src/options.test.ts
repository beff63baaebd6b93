import { Command } from "commander";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choiceOption,
  parseSeed,
  parseWholeNumber,
  positiveNumberOption,
  repeatedOption,
  wholeNumberOption,
} from "./options.js";
import { UsageError } from "./usage-error.js";

function parse(option: ReturnType<typeof choiceOption>, ...words: string[]): unknown {
  const command = new Command().addOption(option).exitOverride();
  return Object.values(command.parse(words, { from: "user" }).opts())[0];
}

describe("whole numbers", () => {
  it("are read in full or not at all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(parseWholeNumber("--n", String(value), 0)).toBe(value);
      }),
    );
    for (const text of ["abc", "", " 1", "1.5", "1e3", "0x10", "12abc", "Infinity", "99999999999999999999"]) {
      expect(() => parseWholeNumber("--n", text, 0), text).toThrow(UsageError);
    }
  });

  it("say by their option what was expected and what came", () => {
    expect(() => parse(wholeNumberOption("--block-size <n>", ""), "--block-size", "abc")).toThrow(
      '--block-size: a whole number of at least 1 expected, got "abc"',
    );
    expect(() => parse(wholeNumberOption("--subjects <n>", "", 2), "--subjects", "1")).toThrow(
      '--subjects: a whole number of at least 2 expected, got "1"',
    );
  });
});

describe("other options", () => {
  it("takes a number above 0 as people write it", () => {
    expect(parse(positiveNumberOption("--rate <x>", ""), "--rate", "2e-3")).toBe(0.002);
    for (const text of ["0", "-1", "fast", "1e999x", "1e-999"]) {
      expect(() => parse(positiveNumberOption("--rate <x>", ""), "--rate", text), text).toThrow(
        "--rate: a number above 0 expected",
      );
    }
  });

  it("takes one of the words and names them for any other", () => {
    const option = () => choiceOption("--chunks <kind>", "", ["drop", "concatenate"]);
    expect(parse(option(), "--chunks", "drop")).toBe("drop");
    expect(() => parse(option(), "--chunks", "keep")).toThrow(
      '--chunks: one of drop, concatenate expected, got "keep"',
    );
  });

  it("gathers what is given more than once", () => {
    expect(parse(repeatedOption("--set <x>", ""), "--set", "a=1", "--set", "b=2")).toEqual(["a=1", "b=2"]);
  });

  it("takes a seed as a number where it looks like one", () => {
    expect(parseSeed("7")).toBe(7);
    expect(parseSeed("-7")).toBe(-7);
    expect(parseSeed("monday")).toBe("monday");
    expect(parseSeed("12345678901234567890")).toBe("12345678901234567890");
    expect(() => parseSeed("")).toThrow(UsageError);
  });
});
