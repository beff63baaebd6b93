import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseDefinition } from "../experiment/definition.js";
import { readDefinition } from "../experiment/read-definition.js";
import { COMMAND_PROTOCOLS } from "./command-protocols.js";
import { PROTOCOLS, protocolOf } from "./registry.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const LEAST = { name: "mine", title: "Mine", task: "authentication", data: {} };

it.each(PROTOCOLS.map(({ name }) => name))(
  "%s is taken by an experiment, and known again in it",
  (protocol) => {
    const definition = parseDefinition({ ...LEAST, protocol }, "mine.json");
    expect(protocolOf(definition)?.name).toBe(protocol);
    expect(definition).not.toHaveProperty("protocol");
  },
);

it("is refused by an unknown name, and beside a split of its own", () => {
  expect(() => parseDefinition({ ...LEAST, protocol: "best" }, "mine.json")).toThrow(
    "mine.json: protocol: one of chronological-70, random-70, ",
  );
  expect(() => parseDefinition({ ...LEAST, protocol: "random-70", split: {} }, "mine.json")).toThrow(
    "mine.json: protocol: no split beside it, which it decides, expected",
  );
});

it("has its parameter beside its name, and is the same protocol with any", () => {
  const settings = { ...LEAST, protocol: "unseen-impostors", impostors: { trainingShare: 0.7 } };
  const definition = parseDefinition(settings, "mine.json");
  expect(definition.impostors).toEqual({ trainingShare: 0.7 });
  expect(protocolOf(definition)?.name).toBe("unseen-impostors");
  expect(() => parseDefinition({ ...settings, protocol: "chronological-70" }, "mine.json")).toThrow(
    "mine.json: protocol: no impostors beside it, which it decides, expected",
  );
});

it("every experiment in the folder follows a protocol that has a name", () => {
  const experiments = join(ROOT, "experiments");
  const files = readdirSync(experiments).filter((name) => name.endsWith(".json"));
  const nameless = files.filter((name) => protocolOf(readDefinition(join(experiments, name))) === undefined);
  expect(nameless).toEqual([]);
});

it("docs/protocols.md has a row for each", () => {
  const page = readFileSync(join(ROOT, "docs", "protocols.md"), "utf8");
  const told = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1]);
  expect(told).toEqual([...PROTOCOLS, ...COMMAND_PROTOCOLS].map(({ name }) => name));
});
