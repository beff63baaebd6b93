/** Holds README.md and docs/results.md to `experiments/index.csv`: a figure without a row does not stand. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDefinition } from "@wristprint/recognition";
import { describe, expect, it } from "vitest";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { type ResultRow, readResultIndex } from "./result-index.js";
import { resultsPage } from "./results-page.js";

const at = (...names: string[]) => join(REPOSITORY_ROOT, ...names);
const ROWS = readResultIndex(at("experiments", "index.csv"));
/** What a person whom a failure meets has to do. */
const REMEDY =
  "add or change its row in experiments/index.csv, then: wristprint experiment results --out docs/results.md";

/** README.md's part that tells figures, by heading. */
const MEASURED = (() => {
  const readme = readFileSync(at("README.md"), "utf8");
  const part = readme.slice(readme.indexOf("\n## Measured\n"));
  const [, ...sections] = part.slice(0, part.indexOf("\n## ", 1)).split(/^### /m);
  return sections.map((text) => ({
    section: (text.split("\n", 1)[0] as string).split(",", 1)[0] as string,
    lines: text.split("\n").slice(1),
  }));
})();

/** Numbers as they are written, without commas between thousands. */
const numbersIn = (text: string) => text.replaceAll(",", "").match(/\d+(\.\d+)?/g) ?? [];
const numbersOf = ({ metric, blocks, ours, low, high, published }: ResultRow) =>
  [metric, blocks, ours, low, high, published].flatMap(numbersIn);

/** Without code and the addresses of links, whose numbers are no figures. */
const withoutCode = (text: string) => text.replace(/`[^`]*`/g, "").replace(/\]\([^)]*\)/g, "]");

interface TableRow {
  readonly section: string;
  readonly label: string;
  readonly figures: readonly string[];
}

function tableRows(): TableRow[] {
  return MEASURED.flatMap(({ section, lines }) =>
    lines
      .filter(
        (line, index) =>
          line.startsWith("| ") && !lines[index + 1]?.startsWith("| ---") && !line.startsWith("| ---"),
      )
      .map((line) => {
        const [first = "", ...cells] = line.slice(1, -1).split("|");
        const label = /`([^`]+)`/.exec(first)?.[1] ?? first.trim();
        return { section, label, figures: cells.flatMap((cell) => numbersIn(withoutCode(cell))) };
      }),
  );
}

describe("README.md", () => {
  it.each(tableRows())("has rows for $label ($section)", ({ section, label, figures }) => {
    const rows = ROWS.filter((row) => row.section === section && [row.what, row.blocks].includes(label));
    const known = new Set(rows.flatMap(numbersOf));
    expect(
      figures.filter((figure) => !known.has(figure)),
      REMEDY,
    ).toEqual([]);
  });

  it("has rows for the shares, percentages and milliseconds of its text", () => {
    const prose = MEASURED.flatMap(({ lines }) => lines)
      .filter((line) => !line.startsWith("|"))
      .join(" ");
    const terms = /95 %|FMR (of )?1 %|threshold 0\.5/g;
    const figures = withoutCode(prose)
      .replace(terms, "")
      .match(/\b0\.\d+|[\d.]+(?= %| ms\b)/g);
    const known = new Set(ROWS.flatMap(numbersOf));
    expect(
      figures?.filter((figure) => !known.has(figure)),
      REMEDY,
    ).toEqual([]);
  });
});

it("docs/results.md is what `wristprint experiment results` makes of the index", () => {
  expect(readFileSync(at("docs", "results.md"), "utf8"), REMEDY).toBe(resultsPage(ROWS));
});

describe("the index", () => {
  const experiments = ROWS.filter(({ experiment }) => experiment !== "");

  it("names experiments that are there, and commands that use them", () => {
    for (const { what, experiment, command } of experiments) {
      expect(existsSync(at("experiments", `${experiment}.json`)), experiment).toBe(true);
      expect(command, what).toContain(experiment);
    }
  });

  it("has the published figures that the experiments name", () => {
    for (const row of experiments.filter(({ published }) => published !== "")) {
      const { published } = readDefinition(at("experiments", `${row.experiment}.json`), []);
      const named = published.map(({ metric, label, value }) => [metric, label, value]);
      expect(named).toContainEqual([row.metric.toLowerCase(), row.source, Number(row.published)]);
    }
  });

  it("says of nothing two things", () => {
    const keys = ROWS.map(({ section, what, metric, blocks }) => [section, what, metric, blocks].join(" / "));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
