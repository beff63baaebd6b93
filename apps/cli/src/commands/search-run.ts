import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  dataIdentity,
  listTrials,
  openSearchFolder,
  readSearch,
  searchIdentity,
  searchWarnings,
  trialDefinition,
  writeSearchFiles,
} from "@wristprint/recognition";
import { formatOption } from "../data-source.js";
import { findSearch } from "../experiment-files.js";
import { deviceOption, wholeNumberOption } from "../options.js";
import { describeCounts, describeSearch, searchStatus } from "../search/describe-search.js";
import { readSearchData } from "../search/read-search-data.js";
import { runSearch } from "../search/run-search.js";
import { formatSeconds } from "../table.js";
import type { CommandModule } from "./command.js";

interface SearchRunOptions {
  readonly data: string;
  readonly format?: string;
  readonly out?: string;
  readonly workers?: number;
  readonly device?: string;
}

/** Said by every command that runs trials. */
export const TRIALS_ARE_KEPT = "finished trials and epochs are kept: the same command goes on from there";

export const searchRun: CommandModule<SearchRunOptions> = {
  words: "search run",
  summary:
    "try settings of an experiment, measured on development blocks, and write the best as an experiment",
  examples: [
    [
      "search run demonstration --data demo-data --format balabit",
      "writes runs/demonstration-search with results.csv, best.json and options.svg; goes on where it was stopped",
    ],
    [
      "search run mine.json --data store.parquet --out runs/mine --workers 4",
      "four trials at a time; with DATABASE_URL set, shared with the workers of other machines",
    ],
  ],
  whenStopped: TRIALS_ARE_KEPT,
  declare(command) {
    command
      .argument("<search>", "a file, or a name out of experiments/searches")
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .option("--out <dir>", "the search's folder; default: runs/NAME")
      .addOption(wholeNumberOption("--workers <n>", "trials at a time, each on one core; default: the cores"))
      .addOption(deviceOption());
  },
  async run(context, args, { data, format, out, workers = availableParallelism(), device }) {
    const [name = ""] = args;
    const began = context.clock();
    const search = readSearch(findSearch(name, context.cwd), context.seed);
    const trials = listTrials(search);
    // Before anything is read or written: one that cannot be is a mistake of the file's.
    for (const trial of trials) trialDefinition(search, trial);
    const warnings = searchWarnings(search);
    for (const warning of warnings) context.say(`WARNING: ${warning}`);
    const { traces, source } = await readSearchData(context, search, data, format);
    const hash = dataIdentity(traces);
    const folder = openSearchFolder(out ?? join("runs", search.name), { search, data: hash });
    const results = await runSearch(context, {
      search,
      data: hash,
      identity: searchIdentity(search, hash),
      folder,
      source,
      workers,
      ...(device !== undefined && { device }),
    });
    const files = await writeSearchFiles(folder.path, search, results);
    const seconds = Math.round(context.clock() - began) / 1000;
    const status = searchStatus(search, trials.length, results);
    return {
      json: { ...status, seconds, out: folder.path, files, warnings },
      text: [
        `${search.name}: ${describeCounts(trials.length, results)}, ${formatSeconds(seconds)}`,
        "",
        describeSearch(search, results),
        "",
        `Files: ${folder.path}`,
        ...(status.best === null
          ? []
          : [
              `Report on the test: wristprint experiment run ${join(folder.path, "best.json")} --data ${data}`,
            ]),
      ].join("\n"),
    };
  },
};
