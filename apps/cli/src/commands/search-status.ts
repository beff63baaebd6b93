import { listTrials, readSearchFolder, type TrialResult } from "@wristprint/recognition";
import { databaseUrl } from "../search/database-url.js";
import { describeCounts, describeSearch, searchStatus as statusOf } from "../search/describe-search.js";
import { countOf } from "../table.js";
import type { CommandModule } from "./command.js";

export const searchStatus: CommandModule = {
  words: "search status",
  summary: "tell how far a search is, and what is best so far",
  examples: [
    ["search status runs/mine", "its finished trials, best first"],
    ["search status runs/mine --json", "the same for a program; with DATABASE_URL set, of all machines"],
  ],
  declare(command) {
    command.argument("<folder>", "the search's folder");
  },
  async run(_context, args) {
    const { search, identity, folder } = readSearchFolder(args[0] ?? "");
    const trials = listTrials(search);
    const results = new Map(folder.results(trials.length).map((result) => [result.trial, result]));
    for (const result of await resultsElsewhere(identity)) {
      if (result.trial <= trials.length) results.set(result.trial, result);
    }
    const underWay = trials.map(({ number }) => number).filter((number) => folder.isUnderWay(number));
    const all = [...results.values()];
    const here = underWay.length === 0 ? "" : `, ${countOf(underWay.length, "trial")} under way here`;
    return {
      json: { ...statusOf(search, trials.length, all), underWay },
      text: [
        `${search.name}: ${describeCounts(trials.length, all)}${here}`,
        "",
        describeSearch(search, all),
      ].join("\n"),
    };
  },
};

async function resultsElsewhere(identity: string): Promise<TrialResult[]> {
  const url = databaseUrl();
  if (url === undefined) return [];
  const { openSearchDatabase } = await import("../search/search-database.js");
  const database = await openSearchDatabase(url);
  try {
    return await database.results(identity);
  } finally {
    await database.close();
  }
}
