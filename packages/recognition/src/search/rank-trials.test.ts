import { renderSvg } from "@wristprint/plots";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bestTrial, rankTrials } from "./rank-trials.js";
import { optionText, searchCsv } from "./search-csv.js";
import { mostVaried, searchPlot } from "./search-plot.js";
import { sampleSearch } from "./testing/sample-search.js";
import type { TrialResult } from "./trial-result.js";

const result = (
  trial: number,
  value: number | null,
  settings: TrialResult["settings"] = {},
): TrialResult => ({
  trial,
  value,
  settings,
  seconds: 1,
});

it("puts the largest accuracy and AUC first, the smallest error, and the failed last", () => {
  const results = [result(1, 0.2), result(2, null), result(3, 0.9), result(4, 0.9), result(5, 0.1)];
  const order = (metric: "auc" | "accuracy" | "eer" | "fnmrAtFmr1") =>
    rankTrials(results, metric).map(({ trial }) => trial);
  expect(order("accuracy")).toEqual([3, 4, 1, 5, 2]);
  expect(order("auc")).toEqual(order("accuracy"));
  expect(order("eer")).toEqual([5, 1, 3, 4, 2]);
  expect(order("fnmrAtFmr1")).toEqual(order("eer"));
  expect(bestTrial(results, "eer")?.trial).toBe(5);
  expect(bestTrial([result(1, null)], "eer")).toBeUndefined();
  expect(bestTrial([], "eer")).toBeUndefined();
});

it("ranks the same whatever the order in which trials were finished", () => {
  const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value), fc.constantFrom("auc" as const, "eer" as const), (values, metric) => {
      const results = values.map((one, index) => result(index + 1, one));
      expect(rankTrials([...results].reverse(), metric)).toEqual(rankTrials(results, metric));
    }),
  );
});

it("writes options as words, quoted where CSV asks for it", () => {
  expect([optionText("all"), optionText(3), optionText([1, 2]), optionText(undefined)]).toEqual([
    "all",
    "3",
    "[1,2]",
    "",
  ]);
  const search = sampleSearch({ options: { "training.optimiser": [{ kind: "adam", learningRate: 0.1 }] } });
  const settings = { "training.optimiser": { kind: "adam", learningRate: 0.1 } };
  const failed = { ...result(2, null, settings), failure: 'it said "no"' };
  expect(searchCsv(search, [failed, result(1, 0.5, settings)])).toBe(
    "trial,accuracy,training.optimiser,seconds,failure\r\n" +
      '1,0.5,"{""kind"":""adam"",""learningRate"":0.1}",1,\r\n' +
      '2,,"{""kind"":""adam"",""learningRate"":0.1}",1,"it said ""no"""\r\n',
  );
});

const options = {
  seed: [1, 2],
  "training.optimiser.learningRate": [0.001, 0.01, 0.1],
  "training.epochs": [1, 2, 3],
  "preprocessing.signal": ["velocity", "<b>"],
};

it("draws the two options that vary most, of equals the earlier", () => {
  const search = sampleSearch({ options });
  const settings = (i: number) => ({
    seed: 1,
    "training.optimiser.learningRate": 0.001 * 10 ** (i % 3),
    "training.epochs": i % 3,
    "preprocessing.signal": i % 2 ? "velocity" : "<b>",
  });
  const results = [0, 1, 2, 3].map((i) => result(i + 1, i / 4, settings(i)));
  expect(mostVaried(search, results)).toEqual([
    "training.optimiser.learningRate",
    "training.epochs",
    "preprocessing.signal",
    "seed",
  ]);
});

it.each([
  ["numbers and words", ["seed", "preprocessing.signal"]],
  ["numbers of many sizes", ["seed", "training.optimiser.learningRate"]],
  ["one option", ["seed"]],
  ["words alone", ["preprocessing.signal"]],
])("draws %s, markup and all", async (_, keys) => {
  const chosen = Object.fromEntries(keys.map((key) => [key, options[key as keyof typeof options]]));
  const search = sampleSearch({ options: chosen });
  const results = [0, 1].map((i) =>
    result(
      i + 1,
      0.5 + i / 10,
      Object.fromEntries(Object.entries(chosen).map(([key, list]) => [key, list[i] ?? 0])),
    ),
  );
  const plot = searchPlot(search, [...results, result(9, null)]);
  if (plot === undefined) throw new Error("a plot expected");
  const svg = await renderSvg(plot, { id: "options", label: "options" });
  expect(svg).toContain("0.6000 (trial 2)");
  expect(svg).not.toContain("<b>");
  expect(svg).not.toContain("NaN");
});

it("draws nothing where no trial has figures", () => {
  expect(searchPlot(sampleSearch(), [])).toBeUndefined();
  expect(searchPlot(sampleSearch(), [result(1, null)])).toBeUndefined();
});
