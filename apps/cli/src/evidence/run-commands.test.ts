import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../testing/small-data.js";
import type { PlannedCommand } from "./plan-commands.js";
import { openResultFiles } from "./result-files.js";
import { countOutcomes, runCommands } from "./run-commands.js";

const folder = temporaryFolder();
afterAll(folder.remove);

const command = (name: string, more: Partial<PlannedCommand> = {}): PlannedCommand => ({
  command: name,
  id: name,
  words: [name],
  rows: [],
  needs: [],
  missing: [],
  identity: `${name}, as it is`,
  ...more,
});

/** Runs in a folder, and says which commands were run and what became of all. */
async function run(out: string, planned: readonly PlannedCommand[], failing: readonly string[] = []) {
  const ran: string[] = [];
  const outcomes = await runCommands({
    planned,
    files: await openResultFiles(join(folder.path, out)),
    run: async ([name = ""]) => {
      ran.push(name);
      if (failing.includes(name)) throw new Error(`${name} is broken`);
      return { name };
    },
    say: () => {},
    clock: () => 0,
    today: () => "2026-01-02",
  });
  return { ran, outcomes, states: [...outcomes.values()].map(({ state }) => state) };
}

it("runs again only what has no result of its own", async () => {
  const planned = [command("a"), command("b")];
  expect((await run("again", planned, ["b"])).states).toEqual(["done", "failed"]);
  const second = await run("again", planned);
  expect(second.ran).toEqual(["b"]);
  expect(second.outcomes.get("a")).toMatchObject({ state: "kept", result: { date: "2026-01-02" } });
  expect(countOutcomes(second.outcomes.values())).toBe("2 commands: 1 done, 1 kept");
  expect((await run("again", [command("a", { identity: "a, changed" }), command("b")])).ran).toEqual(["a"]);
});

it("leaves out what has no data, and what needs a command that failed", async () => {
  const planned = [
    command("a"),
    command("b", { needs: ["a"] }),
    command("c", { missing: ["balabit/"] }),
    command("d"),
  ];
  const { ran, states, outcomes } = await run("failing", planned, ["a"]);
  expect(ran).toEqual(["a", "d"]);
  expect(states).toEqual(["failed", "skipped", "skipped", "done"]);
  expect(outcomes.get("a")).toMatchObject({ reason: "a is broken" });
  expect(outcomes.get("c")).toMatchObject({ reason: "the data has no balabit/" });
});

it("runs a command again whose result cannot be read, and refuses a folder of somebody else", async () => {
  await run("torn", [command("a")]);
  writeFileSync(join(folder.path, "torn", "results", "a.json"), '{"comm');
  expect((await run("torn", [command("a")])).ran).toEqual(["a"]);
  expect(readdirSync(join(folder.path, "torn", "results"))).toEqual(["a.json"]);
  expect(JSON.parse(readFileSync(join(folder.path, "torn", "results", "a.json"), "utf8"))).toMatchObject({
    command: "a",
    result: { name: "a" },
  });
  await expect(openResultFiles(folder.path)).rejects.toThrow("a new or empty folder expected");
});
