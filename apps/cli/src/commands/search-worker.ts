import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  listTrials,
  openSearchFolder,
  readSearchFolder,
  type Search,
  type SearchFolder,
} from "@wristprint/recognition";
import { formatOption } from "../data-source.js";
import { deviceOption } from "../options.js";
import { databaseUrl } from "../search/database-url.js";
import { readSearchData } from "../search/read-search-data.js";
import { searchProgress } from "../search/search-progress.js";
import { workAtSearch } from "../search/work-at-search.js";
import { countOf } from "../table.js";
import { UsageError } from "../usage-error.js";
import type { CommandModule } from "./command.js";
import { TRIALS_ARE_KEPT } from "./search-run.js";

interface SearchWorkerOptions {
  readonly data: string;
  readonly format?: string;
  readonly out?: string;
  readonly device?: string;
}

export const searchWorker: CommandModule<SearchWorkerOptions> = {
  words: "search worker",
  summary: "work at a search that was begun elsewhere, until all its trials are finished",
  examples: [
    [
      "search worker mine --data store.parquet",
      "with DATABASE_URL set: takes trials of the search mine, whose data must be the same on every machine",
    ],
    ["search worker runs/mine --data store.parquet", "one more worker in a folder of this machine"],
  ],
  whenStopped: TRIALS_ARE_KEPT,
  declare(command) {
    command
      .argument("<search>", "a search's name in the database, or its folder")
      .requiredOption("--data <path>", "the search's data set: a folder, or a store")
      .addOption(formatOption())
      .option("--out <dir>", "where runs under way lie here; default: runs/NAME")
      .addOption(deviceOption());
  },
  async run(context, args, { data, format, out, device }) {
    const [name = ""] = args;
    const { search, folder } = await findSearch(name, out);
    const trials = listTrials(search).length;
    const { traces, format: readAs } = await readSearchData(context, search, data, format);
    const progress = context.progress("search");
    const told = searchProgress(progress, search, trials, folder.results(trials));
    const finished: number[] = [];
    await workAtSearch({
      out: folder.path,
      traces,
      format: readAs,
      databaseUrl: databaseUrl(),
      device,
      clock: context.clock,
      tell(news) {
        if (news.kind === "finished") finished.push(news.result.trial);
        told.hear(news);
      },
    });
    progress.end();
    return {
      json: { name: search.name, trials, finishedHere: finished },
      text: `${search.name} is finished; ${countOf(finished.length, "trial")} of ${trials} here`,
    };
  },
};

async function findSearch(
  name: string,
  out: string | undefined,
): Promise<{ readonly search: Search; readonly folder: SearchFolder }> {
  if (existsSync(join(name, "search.json"))) return readSearchFolder(name);
  const url = databaseUrl();
  if (url === undefined) {
    throw new UsageError(`${name}: a search's folder expected, or DATABASE_URL, where it has that name`);
  }
  const { openSearchDatabase } = await import("../search/search-database.js");
  const database = await openSearchDatabase(url);
  try {
    const found = await database.find(name);
    if (found === undefined) throw new UsageError(`${name}: no search of that name is in the database`);
    const { search, data } = found;
    return { search, folder: openSearchFolder(out ?? join("runs", search.name), { search, data }) };
  } finally {
    await database.close();
  }
}
