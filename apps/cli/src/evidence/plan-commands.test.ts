import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { type ResultRow, readResultIndex } from "../results/result-index.js";
import { temporaryFolder } from "../testing/small-data.js";
import { pathsIn, stepsOf } from "./figure-in-result.js";
import { type PlanOptions, planCommands } from "./plan-commands.js";
import { quickWords, readQuickRules } from "./quick-words.js";

const folder = temporaryFolder();
const data = join(folder.path, "data");
mkdirSync(join(data, "balabit"), { recursive: true });
afterAll(folder.remove);

const INDEX = readResultIndex(join(REPOSITORY_ROOT, "experiments", "index.csv"));
const QUICK = readQuickRules(join(REPOSITORY_ROOT, "experiments", "evidence", "quick.json"));
const OPTIONS: Omit<PlanOptions, "rows"> = { data, quick: [], seed: undefined, cwd: folder.path };
const row = (command: string) => ({ ...(INDEX[0] as ResultRow), command });
const plan = (commands: readonly string[], options: Partial<PlanOptions> = {}) =>
  planCommands({ ...OPTIONS, ...options, rows: commands.map(row) });

const RUN = "npx wristprint experiment run balabit-one-class-svm --data balabit/";
const SCORE = "npx wristprint evaluate sessions --model runs/balabit-one-class-svm --data balabit/";

it("puts a command behind the one whose run it reads, and gives each its rows", () => {
  const planned = plan([SCORE, RUN, SCORE]);
  expect(planned.map(({ command }) => command)).toEqual([RUN, SCORE]);
  expect(planned.map(({ rows }) => rows.length)).toEqual([1, 2]);
  expect(planned.map(({ needs }) => needs)).toEqual([[], [RUN]]);
  expect(planned[0]?.words.slice(-2)).toEqual(["--data", join(data, "balabit/")]);
});

it("finds the run that an experiment begins with in its definition", () => {
  const transfer = "npx wristprint experiment run balabit-identification-transfer1-300 --data balabit/";
  const before = "npx wristprint experiment run sapimouse-identification-plain-all --data sapimouse/";
  const planned = plan([transfer, before]);
  expect(planned.map(({ command }) => command)).toEqual([before, transfer]);
  // Without the data of the one there is nothing for the other to begin with.
  expect(planned.map(({ missing }) => missing)).toEqual([["sapimouse/"], ["sapimouse/"]]);
  expect(() => plan([transfer])).toThrow("needs runs/sapimouse-identification-plain-all, which no row");
});

it("puts what measures an encoder behind its training", () => {
  const train = "npx wristprint encoder train balabit --data balabit/ --out runs/encoder-balabit";
  const measure = `npx wristprint evaluate verification --model runs/encoder-balabit --data balabit/`;
  const planned = plan([measure, train]);
  expect(planned.map(({ command }) => command)).toEqual([train, measure]);
  expect(planned.map(({ needs }) => needs)).toEqual([[], [train]]);
  expect(planned[0]?.words.slice(-2)).toEqual(["--out", "runs/encoder-balabit"]);
  expect(() => plan([measure])).toThrow("needs runs/encoder-balabit, which no row");
  const [other] = plan([`${train} --set training.epochs=1`]);
  expect(other?.identity).not.toBe(planned[0]?.identity);
});

it("keeps a run with settings of its own out of the experiment's folder", () => {
  const [changed, plain] = plan([`${RUN} --set seed=2`, RUN]);
  expect(changed?.words).toContain("--out");
  expect(plain?.words).not.toContain("--out");
  expect(changed?.id).not.toBe(plain?.id);
});

it("has another identity for other words, another seed, and another run that is read", () => {
  const identities = [
    plan([RUN, SCORE]),
    plan([RUN, SCORE], { seed: 2 }),
    plan([RUN, SCORE], { quick: [{ command: "experiment *", words: ["--set", "amount=10"] }] }),
  ].map((planned) => planned.map(({ identity }) => identity));
  expect(new Set(identities.flat()).size).toBe(6);
  expect(plan([SCORE, RUN]).map(({ identity }) => identity)).toEqual(identities[0]);
});

it("refuses what is no command of wristprint", () => {
  expect(() => plan(["npm test"])).toThrow("npm test: npx wristprint …, as a shell takes it, expected");
  expect(() => plan(["npx wristprint 'a"])).toThrow("expected");
});

it("plans every command of the index, with quick words that its experiments take", () => {
  const planned = planCommands({ ...OPTIONS, rows: INDEX, quick: QUICK });
  expect(planned.flatMap(({ rows }) => rows)).toHaveLength(INDEX.length);
  expect(new Set(planned.map(({ id }) => id)).size).toBe(planned.length);
  for (const { result } of INDEX) for (const path of pathsIn(result)) expect(stepsOf(path)).not.toEqual([]);
});

it("has no quick rule that fits none of the index's commands", () => {
  const typed = planCommands({ ...OPTIONS, rows: INDEX }).map(({ command }) => command.split(" ").slice(2));
  const used = new Set(typed.map((words) => quickWords(words, QUICK)));
  expect(QUICK.filter(({ words }) => !used.has(words)).map(({ command }) => command)).toEqual([]);
});
