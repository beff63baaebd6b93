import { describe, expect, it } from "vitest";
import { type Benchmark, readSettings } from "./benchmarks.js";
import { UsageError } from "./usage-error.js";

const benchmark: Benchmark = {
  name: "load",
  description: "",
  settings: {
    sessions: { description: "", value: 10, least: 1 },
    visit: { description: "", value: 0, least: 0 },
  },
  run: async () => [],
};

describe("settings of benchmarks", () => {
  it("are read by name", () => {
    expect(readSettings(["sessions=5", "visit=0"], [benchmark])).toEqual({ sessions: 5, visit: 0 });
  });

  it.each([
    ["sessions", /NAME=VALUE expected, one of sessions, visit, got "sessions"/],
    ["rate=5", /one of sessions, visit, got "rate=5"/],
    ["sessions=0", /--set sessions: a whole number of at least 1 expected, got "0"/],
    ["sessions=five", /at least 1 expected, got "five"/],
  ])("are refused where they are none: %s", (word, message) => {
    expect(() => readSettings([word], [benchmark])).toThrow(UsageError);
    expect(() => readSettings([word], [benchmark])).toThrow(message);
  });
});
