import { describe, expect, it } from "vitest";
import { COMMANDS, NOUNS } from "./commands/registry.js";
import { runHere } from "./testing/run-here.js";

const type = (...words: string[]) => runHere(process.cwd(), words);

describe("help", () => {
  it("is there without a word, with the commands of the registry", async () => {
    const { code, stdout, stderr } = await type();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { words } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${words.split(" ")[0]}\\b`, "m"));
  });

  it.each(COMMANDS.map((command) => [command.words, command] as const))(
    "of %s has what it does, examples of it alone, and the options of all commands",
    async (words, { summary, examples }) => {
      const { code, stdout } = await type(...words.split(" "), "--help");
      expect(code).toBe(0);
      expect(stdout.replace(/\s+/g, " ")).toContain(summary);
      expect(stdout).toContain("--json");
      expect(examples.length).toBeGreaterThan(0);
      for (const [line] of examples) expect(`${line} `).toMatch(new RegExp(`^${words} `));
    },
  );

  it("explains every noun", () => {
    const nouns = COMMANDS.filter(({ words }) => words.includes(" ")).map(({ words }) => words.split(" ")[0]);
    expect(Object.keys(NOUNS).sort()).toEqual([...new Set(nouns)].sort());
  });
});

describe("wrong usage", () => {
  it.each([
    ["experment list", /unknown command 'experment' \(Did you mean experiment\?\)/],
    ["datasets imprt", /unknown command 'imprt' \(Did you mean import\?\)/],
    ["datasets import x --frmat balabit", /unknown option '--frmat' \(Did you mean --format\?\)/],
    ["datasets import x --format balabit", /datasets import: --out <store> expected/],
    ["datasets", /datasets: a command expected; wristprint datasets --help lists them/],
    ["datasets formats more", /too many arguments/],
    ["datasets blocks", /missing required argument 'data'/],
    ["--json", /a command expected/],
    ["datasets blocks . --block-size abc", /--block-size: a whole number of at least 1 expected, got "abc"/],
    ["datasets blocks . --block-size", /--block-size <n>' argument missing/],
    ["datasets blocks . --chunks keep", /--chunks: one of drop, concatenate expected, got "keep"/],
  ])("%s: one line, code 2", async (line, reason) => {
    const { code, stdout, stderr } = await type(...line.split(" "));
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/^wristprint: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

it("prints the version", async () => {
  expect(await type("--version")).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
});

it("takes the options of all commands before and after the command", async () => {
  const { stdout } = await type("--json", "datasets", "formats");
  expect(JSON.parse(stdout)).toEqual(JSON.parse((await type("datasets", "formats", "--json")).stdout));
});
