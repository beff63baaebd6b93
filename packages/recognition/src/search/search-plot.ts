/** The figures of a search's trials over the two options that vary most. */
import { COLOURS, PLOT_WIDTH_PX, type TopLevelSpec } from "@wristprint/plots";
import { fixed } from "../report/text.js";
import { bestTrial } from "./rank-trials.js";
import { optionText } from "./search-csv.js";
import { largerIsBetter, type OptionValue, type Search, type SearchOption } from "./search-definition.js";
import type { TrialResult } from "./trial-result.js";

const METRIC_WORDS: Readonly<Record<Search["metric"], string>> = {
  accuracy: "accuracy",
  auc: "AUC",
  eer: "equal error rate",
  fnmrAtFmr1: "FNMR at FMR 1 %",
};

/** From the worst to the best. */
const SHADES = ["#D5DEE6", "#5AA5CF", "#003F63"];

/** Values of this ratio or more on an axis of numbers ask for a logarithmic one. */
const LOGARITHMIC_FROM = 20;

/** The options with the most different values among the results, most first; of equals the earlier one. */
export function mostVaried(search: Search, results: readonly TrialResult[]): string[] {
  const varieties = Object.keys(search.options).map((key) => ({
    key,
    values: new Set(results.map(({ settings }) => optionText(settings[key]))).size,
  }));
  return varieties.sort((a, b) => b.values - a.values).map(({ key }) => key);
}

/**
 * A mark per trial at its values of the two options, coloured by its figure; over one option the figure is the
 * height. `undefined` where no trial has a figure.
 */
export function searchPlot(search: Search, all: readonly TrialResult[]): TopLevelSpec | undefined {
  const results = all.filter(({ value }) => value !== null);
  const best = bestTrial(results, search.metric);
  if (best === undefined) return undefined;
  const [first, second] = mostVaried(search, results);
  if (first === undefined) return undefined;
  const values = results.map(({ trial, value, settings }) => ({
    x: axisValue(settings[first]),
    y: second === undefined ? value : axisValue(settings[second]),
    value,
    best: trial === best.trial,
    label: `${fixed(value, 4)} (trial ${trial})`,
  }));
  const figure = METRIC_WORDS[search.metric];
  return {
    title: {
      text: `${figure} of ${results.length === 1 ? "one trial" : `${results.length} trials`}`,
      subtitle:
        "Each mark is a trial, measured on development blocks; darker is better, the ring is the best.",
    },
    width: PLOT_WIDTH_PX,
    height: 330,
    data: { values },
    encoding: {
      x: axis("x", first, search.options[first], values),
      y:
        second === undefined
          ? {
              field: "y",
              type: "quantitative",
              scale: { type: "linear", zero: false },
              axis: { title: figure },
            }
          : axis("y", second, search.options[second], values),
    },
    layer: [
      {
        mark: { type: "point", filled: true, size: 110, opacity: 0.9 },
        encoding: {
          color: {
            field: "value",
            type: "quantitative",
            scale: { type: "linear", range: largerIsBetter(search.metric) ? SHADES : [...SHADES].reverse() },
            legend: { title: figure, format: ".3~f", gradientLength: 220 },
          },
        },
      },
      {
        transform: [{ filter: "datum.best" }],
        mark: { type: "point", filled: false, size: 260, strokeWidth: 2.5, color: COLOURS.vermilion },
      },
      {
        transform: [{ filter: "datum.best" }],
        mark: { type: "text", dy: -17, fontSize: 12, color: COLOURS.ink },
        encoding: { text: { field: "label" } },
      },
    ],
  };
}

function axisValue(value: OptionValue | undefined): number | string {
  return typeof value === "number" ? value : optionText(value);
}

function axis(
  field: "x" | "y",
  key: string,
  option: SearchOption | undefined,
  values: readonly Readonly<Record<"x" | "y", number | string | null>>[],
) {
  const numbers = values.map((row) => row[field]);
  if (!numbers.every((value) => typeof value === "number")) {
    const rows = values.map((row) => ({ ...row, [field]: String(row[field]) }));
    const domain = [...new Set(rows.map((row) => row[field] as string))];
    return {
      field,
      type: "nominal" as const,
      scale: { type: "point" as const, domain },
      axis: { title: key },
    };
  }
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isLogarithmic =
    low > 0 && (high / low >= LOGARITHMIC_FROM || (option !== undefined && "logUniform" in option));
  const scale = isLogarithmic
    ? { type: "log" as const, domain: [low / 1.25, high * 1.25], nice: false }
    : { type: "linear" as const, zero: false, padding: 20 };
  return {
    field,
    type: "quantitative" as const,
    scale,
    axis: { title: isLogarithmic ? `${key} (logarithmic)` : key, format: "~g", tickCount: 6 },
  };
}
