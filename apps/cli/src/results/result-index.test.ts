import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { INDEX_COLUMNS, readResultIndex } from "./result-index.js";
import { resultsPage } from "./results-page.js";

const folder = mkdtempSync(join(tmpdir(), "wristprint-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = INDEX_COLUMNS.join();
const ROW =
  'People,small,,AUC,1,0.9,0.8,0.95,0.98,"Doe, table 2",first | last,wristprint run,0.5,2026-11-21,auc';
function read(...lines: string[]) {
  const file = join(folder, "index.csv");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return readResultIndex(file);
}

it("becomes a page with the published figure beside ours", () => {
  const page = resultsPage(
    read(HEADER, ROW, ROW.replace("small,,AUC,1", "other,small,EER,").replace(",0.5,2026", ",,2026")),
  );
  expect(page).toContain("## People\n\n| what | figure | published | ours | protocol | measured |");
  expect(page).toContain(
    "| small | AUC, 1 block | 0.98 (Doe, table 2) | 0.9 (0.8–0.95) | first \\| last | 2026-11-21, 0.5 min |",
  );
  expect(page).toContain("| [`other`](../experiments/small.json) | EER | ");
  expect(page.match(/^wristprint run$/gm)).toHaveLength(1);
});

it.each<[string, string[], RegExp]>([
  ["other columns", ["a,b"], /index\.csv, line 1: the columns section,what,/],
  ["too few fields", [HEADER, "a,b"], /line 2: 15 fields, found 2, expected/],
  ["a figure that is missing", [HEADER, ROW.replace("0.9,", ",")], /line 2: ours: a text expected/],
  [
    "a date that is none",
    [HEADER, ROW, ROW.replace("2026-11-21", "today")],
    /line 3: date: YYYY-MM-DD expected/,
  ],
  ["half an interval", [HEADER, ROW.replace("0.95", "")], /low and high: both or none expected/],
  [
    "a published figure from nowhere",
    [HEADER, ROW.replace('"Doe, table 2"', "")],
    /published and source: both/,
  ],
  [
    "a time that is none",
    [HEADER, ROW.replace(",0.5,", ",long,")],
    /minutes: a number, or nothing, expected/,
  ],
  ["an open quote", [HEADER, '"a'], /index\.csv, line 2: a field expected/],
])("is refused with %s", (_, lines, message) => {
  expect(() => read(...lines)).toThrow(message);
});
