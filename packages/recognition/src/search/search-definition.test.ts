import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { parseSearch, readSearch, searchWarnings } from "./search-definition.js";
import { SAMPLE_SEARCH, sampleSearch } from "./testing/sample-search.js";

const folder = mkdtempSync(join(tmpdir(), "wristprint-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(changes: object): string {
  try {
    sampleSearch(changes);
  } catch (error) {
    expect(error).toMatchObject({ name: "RecognitionError", code: "bad-definition" });
    return (error as RecognitionError).message;
  }
  throw new Error("the search was taken");
}

const random = { method: { kind: "random", trials: 3 } };

describe("parseSearch", () => {
  it("measures on as much as the test, from the other end of what the test leaves", () => {
    expect(sampleSearch().development).toEqual({ test: { count: 4 }, order: "chronological", end: "last" });
    const { experiment } = SAMPLE_SEARCH;
    const atTheEnd = { ...experiment, split: { ...experiment.split, end: "last" } };
    expect(sampleSearch({ experiment: atTheEnd }).development.end).toBe("first");
    const own = { test: { share: 0.5 }, order: "random", end: "last" };
    expect(sampleSearch({ development: own }).development).toEqual(own);
    expect(sampleSearch({ experiment: { ...experiment, development: own } }).development).toEqual(own);
  });

  it("takes what it gave as it is, to the letter", () => {
    for (const search of [sampleSearch(), sampleSearch({ development: { test: { count: 2 } } })]) {
      const kept = JSON.stringify(search);
      expect(JSON.stringify(parseSearch(JSON.parse(kept), "again"))).toBe(kept);
    }
  });

  it.each([
    [{ options: {} }, "sample.json: options: at least one option"],
    [
      { options: { "split.test.count": [1, 2] } },
      'sample.json: options: "split.test.count": figures of trials',
    ],
    [{ options: { "evaluation.blocks": [[1], [5]] } }, 'sample.json: options: "evaluation.blocks": figures'],
    [{ options: { "data.subjects": [["a", "b"]] } }, 'sample.json: options: "data.subjects": figures'],
    [{ options: { development: [1] } }, 'sample.json: options: "development": figures'],
    [{ options: { "training.epochs": [] } }, "sample.json: options.training.epochs: "],
    [
      { options: { "training.epochs": [1, 2, 1] } },
      'sample.json: options: "training.epochs": 1 stands there',
    ],
    [{ options: { "training epochs": [1] } }, 'sample.json: options: "training epochs": a setting such as'],
    [
      { options: { training: [{}], "training.epochs": [1] } },
      'sample.json: options: "training": training.epochs varies too',
    ],
    [
      { options: { "training.epochs": { integer: [1, 3] } } },
      'sample.json: options: "training.epochs": a list of values expected, as the search is a grid',
    ],
    [
      { ...random, options: { seed: { integer: [3, 1] } } },
      "sample.json: options.seed.integer: two numbers, the smaller first",
    ],
    [{ ...random, options: { seed: { logUniform: [0, 1] } } }, "sample.json: options.seed.logUniform.0: "],
    [{ options: { seed: { from: 1 } } }, "sample.json: options.seed: a list of values, or one of"],
    [{ method: { kind: "random" } }, "sample.json: method.trials: "],
    [{ method: { kind: "guess" } }, "sample.json: method.kind: "],
    [{ metric: "luck" }, "sample.json: metric: "],
    [{ experiment: { name: "x" } }, "sample.json: experiment: title: "],
    [{ name: "a/b" }, "sample.json: name: "],
    [{ colour: 1 }, 'sample.json: the definition: unknown setting "colour"'],
  ])("refuses %j in one line that names it", (changes, expected) => {
    const message = refusal(changes);
    expect(message.startsWith(expected), message).toBe(true);
    expect(message).not.toContain("\n");
  });
});

describe("readSearch", () => {
  const file = join(folder, "search.json");

  it("takes the experiment from the file that it names, beside its own", () => {
    writeFileSync(join(folder, "base.json"), JSON.stringify(SAMPLE_SEARCH.experiment));
    writeFileSync(file, JSON.stringify({ ...SAMPLE_SEARCH, experiment: "base.json" }));
    expect(readSearch(file)).toEqual(sampleSearch());
    expect(readSearch(file, "other")).toEqual(sampleSearch({ seed: "other" }));
  });

  it.each(["", "[]", '"text"', "null", '{"experiment": "nowhere.json"}'])("refuses %j", (content) => {
    writeFileSync(file, content);
    expect(() => readSearch(file)).toThrow(RecognitionError);
  });
});

it("warns where trials differ in how blocks are cut, and the split counts blocks", () => {
  const options = { "preprocessing.blockSize": [16, 32], "preprocessing.signal": ["velocity"] };
  expect(searchWarnings(sampleSearch())).toEqual([]);
  expect(searchWarnings(sampleSearch({ options: { "preprocessing.signal": ["velocity"] } }))).toEqual([]);
  expect(searchWarnings(sampleSearch({ options }))).toEqual([
    expect.stringMatching(/^preprocessing\.blockSize may change how blocks are cut/),
  ]);
  const experiment = { ...SAMPLE_SEARCH.experiment, split: { by: "sessions", test: { count: 1 } } };
  expect(searchWarnings(sampleSearch({ options, experiment }))).toEqual([]);
});
